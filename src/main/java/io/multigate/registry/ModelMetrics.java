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

/** The meters of what serves, of what may not, and of how loading went. */
final class ModelMetrics implements ModelRegistry.Observer {

    private final MeterRegistry meters;

    private final Map<ModelId, Meter> loaded = new HashMap<>();

    private final Map<ModelId, Meter> serving = new HashMap<>();

    private final Map<Failed, Meter> failed = new HashMap<>();

    private final Map<ModelId, Meter> loads = new ConcurrentHashMap<>();

    /** The models of the last snapshot. */
    private Set<String> models = Set.of();

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

    /** Shows which versions answer calls and which may not, and takes away the meters of all that are not there any more. */
    @Override
    public void changed(Snapshot snapshot) {
        Set<ModelId> nowLoaded = new HashSet<>();
        Set<ModelId> nowServing = new HashSet<>();
        Set<Failed> nowFailed = new HashSet<>();
        Set<ModelId> tried = new HashSet<>();
        snapshot.loaded().map(ServingModel::id).forEach(nowLoaded::add);
        for (RegisteredModel model : snapshot.models().values()) {
            model.serving().ifPresent((version) -> nowServing.add(version.id()));
            model.failing()
                    .forEach((version) -> version.failure()
                            .ifPresent((check) -> nowFailed.add(new Failed(version.id(), check.step()))));
            model.versions()
                    .stream()
                    .filter((version) -> version.isLoaded() || version.failure().isPresent())
                    .forEach((version) -> tried.add(version.id()));
        }
        nowLoaded.forEach((id) -> this.loaded.computeIfAbsent(id, this::loadedGauge));
        nowServing.forEach((id) -> this.serving.computeIfAbsent(id, this::servingGauge));
        nowFailed.forEach((version) -> this.failed.computeIfAbsent(version, this::failedGauge));
        removeBut(nowLoaded, this.loaded);
        removeBut(nowServing, this.serving);
        removeBut(nowFailed, this.failed);
        removeBut(tried, this.loads);
        this.models.stream().filter((name) -> !snapshot.models().containsKey(name)).forEach(this::removeFailures);
        this.models = Set.copyOf(snapshot.models().keySet());
    }

    private <T> void removeBut(Set<T> present, Map<T, Meter> all) {
        all.entrySet().removeIf((entry) -> {
            boolean retired = !present.contains(entry.getKey());
            if (retired) {
                this.meters.remove(entry.getValue());
            }
            return retired;
        });
    }

    private void removeFailures(String model) {
        for (LoadReport.Step step : LoadReport.Step.values()) {
            this.meters.remove(failures(model, step));
        }
    }

    private Gauge loadedGauge(ModelId id) {
        return Gauge.builder("multigate.model.loaded", () -> 1)
                .tags(tags(id))
                .description("1 for each model version that passed its checks and answers calls that name it")
                .register(this.meters);
    }

    private Gauge servingGauge(ModelId id) {
        return Gauge.builder("multigate.model.serving", () -> 1)
                .tags(tags(id))
                .description("1 for the version that answers calls of its model")
                .register(this.meters);
    }

    private Gauge failedGauge(Failed version) {
        return Gauge.builder("multigate.model.failed", () -> 1)
                .tags(tags(version.id()).and("reason", ModelVersion.tag(version.step())))
                .description(
                        "1 for each version that may not serve and would answer if it might, by the check it failed")
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

    private record Failed(ModelId id, LoadReport.Step step) {}

}
