package io.multigate.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import ai.onnxruntime.OrtException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.multigate.bundle.BundleReader;
import io.multigate.bundle.GoldenExamples;
import io.multigate.bundle.ModelBundle;
import io.multigate.feature.EncodedBatch;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureRequest;
import io.multigate.feature.FeatureRow;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Side;
import io.multigate.feature.Vocabulary;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.Predictions;
import io.multigate.inference.RandomModel;
import io.multigate.inference.RandomModel.Architecture;
import io.multigate.model.EmbeddingSet;
import io.multigate.model.Funnel;
import io.multigate.model.InputLayout;
import io.multigate.model.ModelId;
import io.multigate.model.ModelManifest;
import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;
import io.multigate.model.Task;
import io.multigate.model.Tensor;
import io.multigate.model.Weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/** ONNX Runtime, given the exported file, says what the plan says. */
class OnnxModelTests {

    private static final int MODELS = 15;

    private static final float AGREEMENT = 1e-5f;

    @TempDir
    private Path folder;

    private static ModelManifest manifest(ModelSpec spec) {
        return new ModelManifest(new ModelId("drawn", 7), spec, Objective.ENTIRE_SPACE, false, Map.of(), "print",
                new ModelManifest.Provenance(null, 0, null, 0, "recipe", 1, 1, Instant.EPOCH, Map.of()), Map.of(),
                Map.of());
    }

    private Path export(FeatureSchema schema, ModelSpec spec, Weights weights) throws IOException {
        Path file = this.folder.resolve("model.onnx");
        OnnxModel.of(manifest(spec), schema, weights, "{}").write(file);
        return file;
    }

    @ParameterizedTest
    @EnumSource
    void theRuntimeAnswersAsThePlanDoes(Architecture architecture) throws Exception {
        for (int seed = 0; seed < MODELS; seed++) {
            RandomModel model = RandomModel.draw(architecture, seed);
            Path file = export(model.schema(), model.spec(), model.weights());
            FeatureEncoder encoder = new FeatureEncoder(model.schema());
            try (OnnxRuntimeScorer runtime = new OnnxRuntimeScorer(file, model.schema())) {
                for (int candidates : new int[]{1, 7, 300}) {
                    EncodedBatch batch = encoder.encode(model.request(candidates, seed));
                    assertAgreement(runtime.score(batch), model.schema(), model.spec(), model.weights(), batch);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop-shared-bottom", "shop-esmm", "shop-mmoe"})
    void theRuntimeAnswersAsThePlanDoesOfTheShippedModels(String name) throws Exception {
        ModelBundle bundle = BundleReader.read(Path.of("models", name, "1"));
        ModelSpec spec = bundle.manifest().spec();
        Path file = export(bundle.schema(), spec, bundle.weights());
        FeatureEncoder encoder = new FeatureEncoder(bundle.schema());
        try (OnnxRuntimeScorer runtime = new OnnxRuntimeScorer(file, bundle.schema())) {
            for (GoldenExamples.Example example : bundle.golden().examples()) {
                EncodedBatch batch = encoder.encode(example.request());
                assertAgreement(runtime.score(batch), bundle.schema(), spec, bundle.weights(), batch);
            }
        }
    }

    private static void assertAgreement(Map<String, float[]> outputs, FeatureSchema schema, ModelSpec spec,
            Weights weights, EncodedBatch batch) {
        Predictions plan = PlanCompiler.compile(schema, spec, weights).score(batch);
        Set<String> names = new TreeSet<>(Set.of("ctcvr"));
        for (int task = 0; task < spec.tasks().size(); task++) {
            String name = spec.tasks().get(task).name();
            float[] values = plan.values()[task];
            if (spec.tasks().get(task).isRegression()) {
                assertThat(scaled(outputs.get(name), values)).as("%s of %s", name, spec)
                        .containsExactly(scaled(values, values), within(AGREEMENT));
                names.add(name);
            } else {
                assertThat(outputs.get(name)).as("%s of %s", name, spec).containsExactly(values, within(AGREEMENT));
                assertLogits(Objects.requireNonNull(outputs.get("logit_" + name)), values);
                names.addAll(List.of(name, "logit_" + name));
            }
            if (plan.hasGates()) {
                assertThat(outputs.get("gate_" + name)).as("gate_%s of %s", name, spec)
                        .containsExactly(plan.gates()[task], within(AGREEMENT));
                names.add("gate_" + name);
            }
        }
        Funnel funnel = Funnel.of(spec.tasks()).orElseThrow();
        float[] ctcvr = Objects.requireNonNull(outputs.get("ctcvr"));
        for (int i = 0; i < batch.size(); i++) {
            assertThat(ctcvr[i]).isCloseTo(plan.pCtcvr(funnel, i), within(AGREEMENT));
        }
        for (EmbeddingSet set : EmbeddingSet.of(spec)) {
            String embedding = (set.task() == null) ? "embedding" : "embedding_" + set.task();
            assertThat(outputs.get(embedding)).hasSize(batch.size() * InputLayout.of(schema, spec).width());
            names.add(embedding);
        }
        assertThat(outputs).containsOnlyKeys(names);
    }

    /** Divided by the magnitude of another, where that is above 1, as a regression's may be. */
    private static float[] scaled(float @Nullable [] values, float[] others) {
        float[] scaled = Objects.requireNonNull(values).clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] /= Math.max(1, Math.abs(others[i]));
        }
        return scaled;
    }

    private static void assertLogits(float[] logits, float[] probabilities) {
        assertThat(logits).hasSameSizeAs(probabilities);
        for (int i = 0; i < probabilities.length; i++) {
            assertThat(1 / (1 + Math.exp(-logits[i]))).isCloseTo(probabilities[i], within((double) AGREEMENT));
        }
    }

    @Test
    void theEmbeddingIsWhatTheTablesHold() throws Exception {
        FeatureSchema schema = new FeatureSchema(List.of(new FeatureField.Categorical("item", Side.ITEM, "t"),
                new FeatureField.CategoricalList("recent", Side.USER, "t", 3)),
                Map.of("t", new Vocabulary.Fitted(List.of("a", "b"))));
        ModelSpec spec = new ModelSpec.EsmmSpec(List.of(new Task("ctr", "click", null)), Map.of("t", 1), List.of());
        Weights weights = new Weights(Map.of("embedding.t", new Tensor(List.of(4, 1),
                new float[]{1, 2, 4, 8}), "tower.ctr.0.weight",
                new Tensor(List.of(2, 1), new float[]{1, 1}), "tower.ctr.0.bias",
                new Tensor(List.of(1), new float[]{0})));
        EncodedBatch batch = new FeatureEncoder(schema).encode(new FeatureRequest(
                new FeatureRow(Map.of("recent", List.of("a", "b"))),
                FeatureRow.EMPTY,
                List.of(new FeatureRow(Map.of("item", "b")),
                        FeatureRow.EMPTY)));

        try (OnnxRuntimeScorer runtime = new OnnxRuntimeScorer(export(schema, spec, weights), schema)) {
            assertThat(runtime.score(batch)).containsEntry("embedding", new float[]{8, 6, 2, 6})
                    .containsEntry("logit_ctr", new float[]{14, 8})
                    .doesNotContainKey("ctcvr");
        }
    }

    @Test
    void theFileSaysWhatItIs() throws Exception {
        RandomModel model = RandomModel.draw(Architecture.ESMM, 0);
        Path file = this.folder.resolve("model.onnx");
        OnnxModel.of(manifest(model.spec()), model.schema(), model.weights(), "{\"fields\": []}").write(file);

        try (OnnxRuntimeScorer runtime = new OnnxRuntimeScorer(file, model.schema())) {
            assertThat(runtime.session().getMetadata().getVersion()).isEqualTo(7);
            assertThat(runtime.session().getMetadata().getCustomMetadata()).containsEntry("model", "drawn")
                    .containsEntry("version", "7")
                    .containsEntry("schema_fingerprint", "print")
                    .containsEntry("features", "{\"fields\": []}")
                    .hasEntrySatisfying("tasks", (tasks) -> assertThat(tasks)
                            .contains("ctr = P(click)", "cvr = P(conversion | ctr)"));
            assertThat(runtime.session().getInputNames()).containsExactlyInAnyOrderElementsOf(
                    model.schema().fields().stream().map(FeatureField::name).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctr", "embedding", "tower.ctr.0.bias"})
    void aFeatureThatBearsTheNameOfAnotherValueIsRefused(String name) {
        FeatureSchema schema = new FeatureSchema(List.of(new FeatureField.Categorical(name, Side.ITEM, "t")),
                Map.of("t", new Vocabulary.Hashed(5)));
        ModelSpec spec = new ModelSpec.EsmmSpec(List.of(new Task("ctr", "click", null)), Map.of("t", 1), List.of());
        Weights weights = new Weights(Map.of("embedding.t", new Tensor(List.of(7, 1), new float[7]),
                "tower.ctr.0.weight", new Tensor(List.of(1, 1), new float[1]), "tower.ctr.0.bias",
                new Tensor(List.of(1), new float[1])));

        assertThatExceptionOfType(UnsupportedModelException.class)
                .isThrownBy(() -> OnnxModel.of(manifest(spec), schema, weights, "{}"))
                .withMessageContaining("'" + name + "' would name two values");
    }

    @Test
    void aFileIsReplacedWholeAndNothingElseIsLeft() throws IOException, OrtException {
        RandomModel model = RandomModel.draw(Architecture.MMOE, 1);
        Path file = Files.writeString(this.folder.resolve("model.onnx"), "an older one");

        export(model.schema(), model.spec(), model.weights());

        assertThat(this.folder.toFile().list()).containsExactly("model.onnx");
        new OnnxRuntimeScorer(file, model.schema()).close();
    }

    @Test
    void whatCannotBeWrittenLeavesNothingBehind() throws IOException {
        RandomModel model = RandomModel.draw(Architecture.MMOE, 1);
        Path directory = Files.createDirectory(this.folder.resolve("model.onnx"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> export(model.schema(), model.spec(), model.weights()))
                .withMessageContaining(directory + ": is a directory");
        assertThat(this.folder.toFile().list()).containsExactly("model.onnx");
    }

}
