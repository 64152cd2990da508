package io.multigate.training;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.multigate.bundle.BundleContents;
import io.multigate.bundle.BundleWriter;
import io.multigate.bundle.GoldenExamples;
import io.multigate.bundle.Sha256;
import io.multigate.evaluation.EvaluationReport;
import io.multigate.evaluation.Evidence;
import io.multigate.evaluation.GateHealth;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureRow;
import io.multigate.feature.FeatureSchema;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.ScoringPlan;
import io.multigate.model.ModelManifest.DataDigest;
import io.multigate.model.ModelManifest.Provenance;
import io.multigate.model.Task;
import io.multigate.model.Weights;
import io.multigate.network.GraphFile;
import io.multigate.network.GraphScorer;
import io.multigate.network.GraphTrainer;
import io.multigate.network.MultiTaskGraph;
import io.multigate.network.TrainingProgress;
import io.multigate.network.TrainingResult;
import io.multigate.network.WeightExtractor;

/**
 * From two data files to the next version of a model. The training file's rows, but for the share at its end that early
 * stopping is decided on, fit the schema and the weights; the validation file is for the evaluation figures, the
 * reference gate weights and the golden examples, and decides nothing.
 */
public final class ModelTraining {

    private final Recipe recipe;

    private final ExampleReader reader;

    private final Clock clock;

    /**
     * A training run.
     * @param recipe how; a copy of its text is put beside the versions
     * @param reader of the data files
     * @param clock says when the training ended
     */
    public ModelTraining(Recipe recipe, ExampleReader reader, Clock clock) {
        this.recipe = recipe;
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * What came of it.
     * @param version the new version; empty where none was asked for
     * @param parameters number of weights
     * @param result the epochs
     * @param trainingRows rows that were learnt from
     * @param stoppingRows rows that early stopping was decided on
     * @param report the quality on the validation file
     * @param gates what the gates do there; empty without gates
     */
    public record Outcome(Optional<Version> version, long parameters, TrainingResult result, long trainingRows,
            long stoppingRows, EvaluationReport report, Optional<GateHealth> gates) {}

    /**
     * What was written.
     * @param directory of the new version
     * @param evidence what stands behind the report
     */
    public record Version(Path directory, Evidence evidence) {}

    /**
     * Trains.
     * @param train the file to learn from
     * @param validation the file that the evaluation figures rest on
     * @param models where the new version is written: {@code <models>/<name>/<next version>/}
     * @throws InvalidDataException if a data file cannot be used
     * @throws UncheckedIOException if the version cannot be written; before any row is read where that can be told
     */
    public Outcome train(Path train, Path validation, Path models, TrainingProgress progress) {
        return train(train, validation, Optional.of(models), progress);
    }

    /**
     * Trains and judges, and writes no version.
     * @param train the file to learn from
     * @param validation the file that the figures rest on
     * @throws InvalidDataException if a data file cannot be used
     */
    public Outcome tryOut(Path train, Path validation, TrainingProgress progress) {
        return train(train, validation, Optional.empty(), progress);
    }

    private Outcome train(Path train, Path validation, Optional<Path> models, TrainingProgress progress) {
        ExampleColumns columns = this.recipe.columns();
        ExampleReader.requireColumns(train, columns);
        ExampleReader.requireColumns(validation, columns);
        models.ifPresent((directory) -> new BundleWriter(directory).prepare(this.recipe.name()));
        TrainingRows rows = TrainingRows.read(this.recipe, this.reader, train);
        // What is wrong with the validation file shall not come to light after an hour's training.
        List<String> truths = ModelJudge.truthsIn(validation, columns.tasks());
        this.reader.read(validation, new ExampleColumns(columns.features(), columns.tasks(), truths), (example) -> {
        });
        // The files may change while the network learns.
        DataDigest learnt = Origin.digest(train);
        DataDigest judged = Origin.digest(validation);
        FeatureEncoder encoder = rows.encoder();
        FeatureSchema schema = encoder.schema();
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(schema, this.recipe.spec(), this.recipe.options())) {
            TrainingResult result = new GraphTrainer(graph, this.recipe.options()).train(rows.learning(),
                    rows.stopping(), progress);
            Weights weights = WeightExtractor.extract(graph);
            ScoringPlan plan = PlanCompiler.compile(schema, this.recipe.spec(), weights);
            List<FeatureRow> samples = new ArrayList<>();
            List<Task> tasks = this.recipe.spec().tasks();
            EvidenceCollector collector = new EvidenceCollector(encoder, tasks, this.recipe.options().seed());
            ModelJudge.Listener shown = collector.and((examples, _, _) -> examples.stream()
                    .limit(Math.max(0, GoldenRequests.ROWS - samples.size()))
                    .forEach((example) -> samples.add(example.features())));
            ModelJudge.Verdict verdict = ModelJudge.judge(this.reader.again(), validation, encoder, tasks, plan,
                    models.isPresent() ? shown : ModelJudge.Listener.NONE);
            Optional<Version> version = models.map((directory) -> {
                Provenance provenance = provenance(learnt, rows.learning().size(), judged, verdict.rows(),
                        result.epochs());
                return new Version(
                        write(new Bundle(graph, weights, samples, provenance, verdict.report().figures(),
                                verdict.gateMeans()), directory),
                        collector.evidence(verdict, plan, rows.summaries(collector)));
            });
            return new Outcome(version, parameters(weights), result, rows.learning().size(), rows.stopping().size(),
                    verdict.report(), verdict.gates());
        }
    }

    /**
     * Writes an initialised network that saw no data: for benchmarks. Its golden examples are of seeded values.
     * @throws InvalidRecipeException if the recipe has features that only data can fit
     */
    public Path initialise(Path models) {
        List<String> fitted = SchemaFitter.fittedFeatures(this.recipe);
        if (!fitted.isEmpty()) {
            throw new InvalidRecipeException("without data only hashed categories and normalisers with given statistics"
                    + " are possible; these features need rows to be fitted to: " + String.join(", ", fitted));
        }
        FeatureSchema schema = new SchemaFitter(this.recipe).fit();
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(schema, this.recipe.spec(), this.recipe.options())) {
            List<FeatureRow> samples = new SeededRows(schema, this.recipe.options().seed()).take(GoldenRequests.ROWS);
            return write(new Bundle(graph, WeightExtractor.extract(graph), samples, provenance(null, 0, null, 0, 0),
                    Map.of(), Map.of()), models);
        }
    }

    private Provenance provenance(@Nullable DataDigest train, long trainingRows, @Nullable DataDigest validation,
            long validationRows, int epochs) {
        return new Provenance(train, trainingRows, validation, validationRows,
                Sha256.of(this.recipe.yaml().getBytes(StandardCharsets.UTF_8)),
                this.recipe.options().seed(), epochs, this.clock.instant(), Origin.versions());
    }

    private Path write(Bundle bundle, Path models) {
        FeatureSchema schema = bundle.graph.schema();
        GoldenExamples golden = GoldenRequests.answeredBy(new GraphScorer(bundle.graph), schema,
                this.recipe.spec().tasks(), bundle.samples);
        BundleContents contents = new BundleContents(this.recipe.name(), this.recipe.spec(),
                this.recipe.options().objective(), bundle.provenance.trainingRows() > 0, schema, bundle.weights, golden,
                bundle.provenance, bundle.evaluation, bundle.gateMeans);
        return new BundleWriter(models).write(contents, (file) -> GraphFile.write(bundle.graph, file),
                this.recipe.yaml());
    }

    private static long parameters(Weights weights) {
        return weights.tensors().values().stream().mapToLong((tensor) -> tensor.values().length).sum();
    }

    /** What a version is made of, besides the recipe. */
    private record Bundle(MultiTaskGraph graph, Weights weights, List<FeatureRow> samples, Provenance provenance,
            Map<String, Map<String, Double>> evaluation, Map<String, List<Double>> gateMeans) {}

}
