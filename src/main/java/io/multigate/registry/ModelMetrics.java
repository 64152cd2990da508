package io.multigate.registry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.multigate.loading.LoadReport;
import io.multigate.model.ModelId;

/** The meters of what serves and of how loading went. */
final class ModelMetrics implements ModelRegistry.Observer {

    private final MeterRegistry meters;

    private final Map<ModelId, Meter> loaded = new HashMap<>();

    private final Map<ModelId, Meter> loads = new ConcurrentHashMap<>();

    ModelMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts one load. Every reason has its series from the first load on, for a rate needs a zero to start from. */
    void record(ModelVersion version) {
        for (LoadReport.Step step : LoadReport.Step.values()) {
            failures(version.id().name(), step);
        }
        Timer timer = loadTimer(version.id());
        this.loads.put(version.id(), timer);
        timer.record(version.took());
        version.failure().ifPresent((check) -> recordFailure(version.id().name(), check.step()));
    }

    /** Counts a version that may not serve, or could not any longer. */
    void recordFailure(String model, LoadReport.Step step) {
        failures(model, step).increment();
    }

    /** Shows the versions that answer calls, and takes away the meters of all that are not there any more. */
    @Override
    public void changed(Snapshot snapshot) {
        Set<ModelId> serving = new HashSet<>();
        snapshot.loaded().map(ServingModel::id).forEach(serving::add);
        serving.forEach((id) -> this.loaded.computeIfAbsent(id, this::loadedGauge));
        removeBut(serving, this.loaded);
        Set<ModelId> tried = new HashSet<>();
        snapshot.models()
                .values()
                .stream()
                .flatMap((model) -> model.versions().stream())
                .filter((version) -> version.isLoaded() || version.failure().isPresent())
                .forEach((version) -> tried.add(version.id()));
        removeBut(tried, this.loads);
    }

    private void removeBut(Set<ModelId> present, Map<ModelId, Meter> all) {
        all.entrySet().removeIf((entry) -> {
            boolean retired = !present.contains(entry.getKey());
            if (retired) {
                this.meters.remove(entry.getValue());
            }
            return retired;
        });
    }

    private Gauge loadedGauge(ModelId id) {
        return Gauge.builder("multigate.model.loaded", () -> 1)
                .tags(tags(id))
                .description("1 for each model version that passed its checks and answers calls")
                .register(this.meters);
    }

    private Timer loadTimer(ModelId id) {
        return Timer.builder("multigate.model.load")
                .tags(tags(id))
                .description("Time from opening a bundle to its verdict")
                .register(this.meters);
    }

    private Counter failures(String model, LoadReport.Step step) {
        return Counter.builder("multigate.model.load.failures")
                .tag("model", model)
                .tag("reason", ModelVersion.tag(step))
                .description("Loads that ended with a version that may not serve")
                .register(this.meters);
    }

    private static Tags tags(ModelId id) {
        return Tags.of("model", id.name(), "version", Integer.toString(id.version()));
    }

}
