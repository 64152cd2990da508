package io.multigate.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.multigate.feature.EncodedBatch;
import io.multigate.feature.FeatureEncoder;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.Predictions;
import io.multigate.inference.ScoringPlan;
import io.multigate.loading.LoadedModel;
import io.multigate.registry.ServingModel;
import io.multigate.scoring.RecordedMeters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What it costs a call to record its scores and gates, beside the scoring itself. */
@Command(name = "meters", description = "Measures what the score and gate meters cost.",
        mixinStandardHelpOptions = true)
final class MeterCost implements Callable<Integer> {

    private static final int REQUESTS = 10;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", split = ",", defaultValue = "reference-mmoe,reference-esmm",
            description = "The reference models.")
    private List<String> models;

    @Option(names = "--candidates", split = ",", defaultValue = "500", description = "Candidates of a request.")
    private List<Integer> sizes;

    @Mixin
    private WindowOptions windows;

    @Override
    public Integer call() {
        for (String name : this.models) {
            ReferenceModel model = ReferenceModel.of(name);
            for (int size : this.sizes) {
                compare(name, model, size);
            }
        }
        return 0;
    }

    private void compare(String name, ReferenceModel model, int size) {
        List<EncodedBatch> batches = model.encode(new Traffic(20_000, 7).take(REQUESTS, size));
        ScoringPlan plan = PlanCompiler.compile(model.bundle().schema(), model.bundle().manifest().spec(),
                model.bundle().weights());
        RecordedMeters meters = new RecordedMeters(new ServingModel(new LoadedModel(model.bundle().manifest(),
                new FeatureEncoder(model.bundle().schema()), plan, Optional.empty())));
        List<Predictions> predictions = batches.stream().map(plan::score).toList();
        Map<String, Windows.Side> sides = new LinkedHashMap<>();
        sides.put("score", (count) -> plan.score(batches.get(count % REQUESTS)));
        sides.put("meters", (count) -> meters.record(predictions.get(count % REQUESTS)));
        Windows.Comparison comparison = this.windows.compare(sides);
        double score = comparison.median("score") / 1e3;
        double record = comparison.median("meters") / 1e3;
        new Results(this.windows.file("meters.csv"), "model", "candidates", "score", "meters", "control").add(name,
                size, score, record, comparison.control());
        this.spec.commandLine().getOut().printf(Locale.ROOT,
                "%s, %d candidates: scored in %.1f us with the cache off, recorded in %.2f us; control %.3f%n", name,
                size, score, record, comparison.control());
    }

}
