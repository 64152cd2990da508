package io.multigate.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.multigate.bundle.GoldenExamples.Example;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureRequest;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.Predictions;
import io.multigate.inference.RandomModel;
import io.multigate.inference.Scorer;
import io.multigate.model.ModelManifest.DataDigest;
import io.multigate.model.ModelManifest.Provenance;
import io.multigate.model.Objective;

/** Bundles of random models, for tests. */
public final class SampleBundles {

    private SampleBundles() {}

    /** Contents whose golden answers come from the compiled plan. */
    public static BundleContents contents(String name, RandomModel model) {
        return contents(name, model, PlanCompiler.compile(model.schema(), model.spec(), model.weights()));
    }

    /** Contents whose golden answers come from this scorer. */
    public static BundleContents contents(String name, RandomModel model, Scorer scorer) {
        Provenance provenance = new Provenance(new DataDigest("train.csv.gz", "11".repeat(32)), 1000,
                new DataDigest("validation.csv.gz", "22".repeat(32)), 100, "33".repeat(32), 7, 3,
                Instant.parse("2026-01-02T03:04:05Z"), Map.of("jdk", "25"));
        return new BundleContents(name, model.spec(), Objective.ENTIRE_SPACE, true, model.schema(), model.weights(),
                golden(model, scorer), provenance, Map.of("ctr", Map.of("auc", 0.75, "copc", 1.01)), Map.of());
    }

    private static GoldenExamples golden(RandomModel model, Scorer scorer) {
        FeatureEncoder encoder = new FeatureEncoder(model.schema());
        return new GoldenExamples(IntStream.range(0, 4).mapToObj((i) -> {
            FeatureRequest request = model.request(1 + 5 * i, i);
            return example(request, scorer.score(encoder.encode(request)));
        }).toList());
    }

    private static Example example(FeatureRequest request, Predictions predictions) {
        Map<String, List<Float>> probabilities = new HashMap<>();
        Map<String, List<List<Float>>> gates = new HashMap<>();
        for (int task = 0; task < predictions.tasks().size(); task++) {
            String name = predictions.tasks().get(task).name();
            probabilities.put(name, floats(predictions.values()[task]));
            if (predictions.hasGates()) {
                List<Float> all = floats(predictions.gates()[task]);
                gates.put(name, IntStream.range(0, predictions.size())
                        .mapToObj((i) -> all.subList(i * predictions.experts(), (i + 1) * predictions.experts()))
                        .toList());
            }
        }
        return new Example(request, probabilities, gates);
    }

    private static List<Float> floats(float[] values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }

    /** Writes the next version, with a network and a recipe that only look like them. */
    public static Path write(Path models, BundleContents contents) {
        return write(models, contents, (file) -> {
            try {
                Files.writeString(file, "no network");
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        });
    }

    /** Writes the next version with this network. */
    public static Path write(Path models, BundleContents contents, Consumer<Path> network) {
        return new BundleWriter(models).write(contents, network, "name: sample\n");
    }

}
