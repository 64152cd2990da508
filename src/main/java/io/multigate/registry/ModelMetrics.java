package io.multigate.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** In place of a check: of a pinned version that is not loaded though none failed. */
    private static final String MISSING = "missing";

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

    /** Shows which versions answer calls and which may not. */
    @Override
    public void add(Snapshot next) {
        loaded(next).forEach((id) -> this.loaded.computeIfAbsent(id, this::loadedGauge));
        serving(next).forEach((id) -> this.serving.computeIfAbsent(id, this::servingGauge));
        failed(next).forEach((version) -> this.failed.computeIfAbsent(version, this::failedGauge));
    }

    /** Takes away the meters of all that are not there any more. */
    @Override
    public void retire(Snapshot now) {
        removeBut(loaded(now), this.loaded);
        removeBut(serving(now), this.serving);
        removeBut(failed(now), this.failed);
        removeBut(tried(now), this.loads);
        this.models.stream().filter((name) -> !now.models().containsKey(name)).forEach(this::removeFailures);
        this.models = Set.copyOf(now.models().keySet());
    }

    private static Set<ModelId> loaded(Snapshot snapshot) {
        return snapshot.loaded().map(ServingModel::id).collect(Collectors.toSet());
    }

    private static Set<ModelId> serving(Snapshot snapshot) {
        return snapshot.models()
                .values()
                .stream()
                .flatMap((model) -> model.serving().stream())
                .map(ServingModel::id)
                .collect(Collectors.toSet());
    }

    private static Set<Failed> failed(Snapshot snapshot) {
        return snapshot.models().values().stream().flatMap(ModelMetrics::failed).collect(Collectors.toSet());
    }

    private static Stream<Failed> failed(RegisteredModel model) {
        Stream<Failed> checked = model.failing()
                .stream()
                .flatMap((version) -> version.failure().stream().map((check) -> Failed.of(version.id(), check)));
        return Stream.concat(checked, model.missing().stream().map((id) -> new Failed(id, MISSING)));
    }

    private static Set<ModelId> tried(Snapshot snapshot) {
        return snapshot.models()
                .values()
                .stream()
                .flatMap((model) -> model.versions().stream())
                .filter((version) -> version.isLoaded() || version.failure().isPresent())
                .map(ModelVersion::id)
                .collect(Collectors.toSet());
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
                .tags(tags(version.id()).and("reason", version.reason()))
                .description(
                        "1 for each version that would answer and does not, by the check it failed, or missing")
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

    private record Failed(ModelId id, String reason) {

        static Failed of(ModelId id, LoadReport.Check check) {
            return new Failed(id, ModelVersion.tag(check.step()));
        }

    }

}
