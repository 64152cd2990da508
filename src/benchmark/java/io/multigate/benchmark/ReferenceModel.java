package io.multigate.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.multigate.bundle.BundleReader;
import io.multigate.bundle.ModelBundle;
import io.multigate.command.Multigate;
import io.multigate.feature.EncodedBatch;
import io.multigate.feature.FeatureEncoder;
import io.multigate.model.ModelSpec;

/**
 * A model of the size that the figures are about, with random weights, written by the project's own commands.
 *
 * @param bundle its bundle
 */
record ReferenceModel(ModelBundle bundle) {

    static final List<String> NAMES = List.of("reference-mmoe", "reference-esmm");

    private static final Path RECIPES = Path.of("src/docs/recipes");

    private static final Path DIRECTORY = Path.of("target/benchmark/models");

    /** The named model, made at the first call and kept under {@code target/}. */
    static ReferenceModel of(String name) {
        Path version = DIRECTORY.resolve(name).resolve("1");
        if (Files.notExists(version)) {
            Multigate.main(new String[]{
                    "train", "--untrained", "--recipe", RECIPES.resolve(name + ".yaml").toString(), "--models",
                    DIRECTORY.toString()
            });
        }
        return new ReferenceModel(BundleReader.read(version));
    }

    /** The same network as an ONNX model. */
    Path onnx() {
        Path version = this.bundle.directory();
        Path file = DIRECTORY.resolve(this.bundle.manifest().id().name() + ".onnx");
        if (Files.notExists(file)) {
            Multigate.main(new String[]{"export", "--model", version.toString(), "--onnx", file.toString()});
        }
        return file;
    }

    /** Requests as the model's scorers take them. */
    List<EncodedBatch> encode(List<Traffic.Request> requests) {
        FeatureEncoder encoder = new FeatureEncoder(this.bundle.schema());
        return requests.stream().map(Traffic.Request::features).map(encoder::encode).toList();
    }

    /**
     * Multiplications and additions of the matrices that a candidate needs, in floating-point operations.
     * @param shared whether the user's part of the first layer is counted for each candidate, as a general runtime does
     * @param items whether the item's part is counted
     */
    long operations(boolean shared, boolean items) {
        int width = this.bundle.schema()
                .fields()
                .stream()
                .filter((field) -> field.side().perCandidate() ? items : shared)
                .mapToInt((field) -> this.bundle.manifest().spec().embeddingWidths()
                        .get(field.table().orElseThrow()))
                .sum();
        ModelSpec spec = this.bundle.manifest().spec();
        int tasks = spec.tasks().size();
        return 2 * switch (spec) {
            case ModelSpec.SharedBottomSpec bottom -> chain(width, bottom.bottom())
                    + tasks * (chain(bottom.bottom().getLast(), spec.tower()) + last(spec.tower()));
            case ModelSpec.EsmmSpec _ -> tasks * (chain(width, spec.tower()) + last(spec.tower()));
            case ModelSpec.MmoeSpec mmoe -> mmoe.experts() * chain(width, mmoe.expert())
                    + tasks * ((long) width * mmoe.experts() + (long) mmoe.experts() * mmoe.expert().getLast()
                            + chain(mmoe.expert().getLast(), spec.tower()) + last(spec.tower()));
        };
    }

    private static long chain(int inputs, List<Integer> units) {
        long products = 0;
        int before = inputs;
        for (int count : units) {
            products += (long) before * count;
            before = count;
        }
        return products;
    }

    private static long last(List<Integer> tower) {
        return tower.getLast();
    }

}
