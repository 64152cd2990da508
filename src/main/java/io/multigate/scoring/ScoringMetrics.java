package io.multigate.scoring;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.multigate.feature.FeatureEncoder;
import io.multigate.model.ModelId;
import io.multigate.registry.ModelRegistry;
import io.multigate.registry.ServingModel;
import io.multigate.registry.Snapshot;

/**
 * The meters of scoring. Every series of a model is there from the moment it may serve, and goes when it is retired;
 * its tags come from the registry and from enums, never from what a caller sent.
 */
final class ScoringMetrics implements ModelRegistry.Observer {

    private static final Duration[] LATENCIES = Stream.of(250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000,
            100_000, 250_000, 500_000, 1_000_000)
            .map((microseconds) -> Duration.ofNanos(1_000L * microseconds))
            .toArray(Duration[]::new);

    private final MeterRegistry meters;

    private final Map<ModelId, ModelMeters> models = new ConcurrentHashMap<>();

    ScoringMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** The meters of a model; of one retired meanwhile, meters in a registry that nobody reads. */
    ModelMeters of(ServingModel model) {
        ModelMeters known = this.models.get(model.id());
        return (known != null) ? known : register(model, new CompositeMeterRegistry());
    }

    /** What every version that may serve has predicted. */
    Collection<PredictionStatistics> statistics() {
        return this.models.values().stream().map(ModelMeters::statistics).toList();
    }

    @Override
    public void add(Snapshot next) {
        next.loaded().forEach((model) -> this.models.computeIfAbsent(model.id(), (_) -> register(model, this.meters)));
    }

    @Override
    public void retire(Snapshot now) {
        Set<ModelId> present = now.loaded().map(ServingModel::id).collect(Collectors.toSet());
        List<ModelMeters> retired = this.models.keySet()
                .stream()
                .filter((id) -> !present.contains(id))
                .map(this.models::remove)
                .toList();
        Set<Meter> used = this.models.values().stream().flatMap((model) -> model.all().stream())
                .collect(Collectors.toSet());
        retired.stream()
                .flatMap((model) -> model.all().stream())
                .filter((meter) -> !used.contains(meter))
                .forEach(this.meters::remove);
    }

    private static ModelMeters register(ServingModel model, MeterRegistry meters) {
        String name = model.id().name();
        String version = Integer.toString(model.id().version());
        Map<Outcome, Timer> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome,
                    Timer.builder("multigate.score")
                            .tags("model", name, "version", version, "outcome", outcome.tag())
                            .description("Time of a score call from waiting for a thread to the end of rendering")
                            .serviceLevelObjectives(LATENCIES)
                            .register(meters));
        }
        Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            stages.put(stage,
                    Timer.builder("multigate.score.stage")
                            .tags("model", name, "stage", stage.tag())
                            .description("Time of one stage of a score call")
                            .serviceLevelObjectives(LATENCIES)
                            .register(meters));
        }
        DistributionSummary candidates = DistributionSummary.builder("multigate.score.candidates")
                .tags("model", name)
                .description("Candidates of a score call")
                .register(meters);
        Counter unrecognised = Counter.builder("multigate.feature.unrecognised")
                .tags("model", name)
                .description("Values under names that the model's schema lacks")
                .register(meters);
        FeatureEncoder encoder = model.encoder();
        return new ModelMeters(outcomes, stages, candidates,
                FeatureMeters.register(name, encoder.user().layout(), meters),
                FeatureMeters.register(name, encoder.context().layout(), meters),
                FeatureMeters.register(name, encoder.candidates(1).layout(), meters), unrecognised,
                new PredictionStatistics(model));
    }

}
