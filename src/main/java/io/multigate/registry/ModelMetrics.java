package io.multigate.registry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

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

    ModelMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts one load. Every reason has its series from the first load on, for a rate needs a zero to start from. */
    void record(ModelVersion version) {
        for (LoadReport.Step step : LoadReport.Step.values()) {
            failures(version.id().name(), step);
        }
        loadTimer(version.id()).record(version.took());
        version.failure().ifPresent((check) -> failures(version.id().name(), check.step()).increment());
    }

    /** Shows the versions that answer calls and takes the meters of all others away. */
    @Override
    public void changed(Snapshot snapshot) {
        Set<ModelId> present = new HashSet<>();
        snapshot.loaded().map(ServingModel::id).forEach(present::add);
        present.forEach((id) -> this.loaded.computeIfAbsent(id, this::loadedGauge));
        this.loaded.entrySet().removeIf((entry) -> {
            boolean retired = !present.contains(entry.getKey());
            if (retired) {
                this.meters.remove(entry.getValue());
                this.meters.remove(loadTimer(entry.getKey()));
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
