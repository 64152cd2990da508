package io.multigate.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.multigate.bundle.BundleReader;
import io.multigate.evaluation.EvaluationReport;
import io.multigate.evaluation.RowSummary;
import io.multigate.inference.ItemCache;
import io.multigate.loading.LoadOutcome;
import io.multigate.loading.ModelLoader;
import io.multigate.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** From a file with a label of numbers to a version that may serve. */
class RegressionTrainingTests {

    private static final String RECIPE = """
            name: spend
            tasks: [{name: ctr, label: click}, {name: spend, label: amount, kind: regression}]
            features:
              - {name: age, side: user, kind: numeric, normalizer: standard}
              - {name: price, side: item, kind: numeric, normalizer: standard}
            architecture: {kind: shared-bottom, bottom: [16], tower: [8]}
            objective: click-space
            training: {batchSize: 64, epochs: 15, learningRate: 0.01, lossWeights: {spend: 0.01}}
            """;

    @TempDir
    private Path folder;

    private final List<String> reports = new ArrayList<>();

    /** The amount is far from 0 and 1: -100 to 100. */
    private Path rows(String name, int rows, long seed, String more) throws IOException {
        StringBuilder text = new StringBuilder("age,price,click,amount\n").append(more);
        SplittableRandom random = new SplittableRandom(seed);
        for (int row = 0; row < rows; row++) {
            double age = random.nextDouble(20, 60);
            double price = random.nextDouble(0, 100);
            double amount = 2 * (price - 50) + (age - 40) / 2;
            text.append("%s,%s,%d,%s\n".formatted(age, price, (age > 40) ? 1 : 0, amount));
        }
        return Files.writeString(this.folder.resolve(name), text.toString());
    }

    private ModelTraining.Outcome train(String recipe, String moreRows) throws IOException {
        Path file = Files.writeString(this.folder.resolve("recipe.yaml"), recipe);
        return TrainingRun.here(file, rows("train.csv", 2000, 1, moreRows), rows("validation.csv", 500, 2, ""),
                this.folder.resolve("models"), this.reports);
    }

    @Test
    void aNumberIsLearntJudgedStoredLoadedAndEvaluatedBesideAClick() throws IOException {
        ModelTraining.Outcome outcome = train(RECIPE, "");
        Map<String, Map<String, Double>> figures = outcome.report().figures();
        Map<String, Double> spend = figures.getOrDefault("spend", Map.of());
        assertThat(spend).containsOnlyKeys("rows", "rmse", "mse", "r2");
        assertThat(spend.getOrDefault("r2", 0.0)).isGreaterThan(0.95);
        assertThat(figures.getOrDefault("ctr", Map.of()).getOrDefault("auc", 0.0)).isGreaterThan(0.95);
        assertThat(ReportFormat.table(outcome.report())).contains("COPC", "RMSE");

        ModelTraining.Version version = outcome.version().orElseThrow();
        assertThat(version.evidence().regressions()).singleElement()
                .satisfies((curves) -> assertThat(curves.deciles()).hasSize(10));
        assertThat(version.evidence().data()).extracting(RowSummary::positives)
                .allSatisfy((positives) -> assertThat(positives).containsOnlyKeys("click"));

        assertThat(BundleReader.read(version.directory()).manifest().spec().tasks())
                .containsExactly(new Task("ctr", "click", null), Task.regression("spend", "amount"));
        assertThat(version.directory().resolve("manifest.json")).content()
                .containsOnlyOnce("\"kind\" : \"regression\"")
                .doesNotContain("\"binary\"");
        LoadOutcome loaded = new ModelLoader(true, new ItemCache(0)).load(version.directory());
        assertThat(loaded.report().passed()).as("%s", loaded.report()).isTrue();

        EvaluationReport again = new ModelEvaluation(version.directory()).evaluate(
                this.folder.resolve("validation.csv"), new ExampleReader(0, this.reports::add, ReadingProgress.NONE),
                true).report();
        assertThat(again).isEqualTo(outcome.report());
        assertThat(this.reports).isEmpty();
    }

    @Test
    void aModelMayHaveRegressionsAlone() throws IOException {
        ModelTraining.Outcome outcome = train(RECIPE.replace("name: ctr, label: click",
                "name: age, label: click, kind: regression").replace("epochs: 15", "epochs: 1"), "");
        assertThat(outcome.report().tasks()).isEmpty();
        assertThat(outcome.version().orElseThrow().evidence().importance().features()).isEmpty();
        assertThat(outcome.report().figures()).containsOnlyKeys("age", "spend");
        assertThat(ReportFormat.table(outcome.report())).startsWith("task").contains("R2").doesNotContain("COPC");
    }

    @Test
    void aLabelThatIsNoFiniteNumberIsNamedAndItsRowLeftOut() throws IOException {
        train(RECIPE.replace("epochs: 15", "epochs: 1"), """
                30,10,1,
                30,10,1,much
                30,10,1,1e39
                30,10,2,7
                """);
        String train = this.folder.resolve("train.csv") + ", line ";
        assertThat(this.reports).contains(train + "2: label 'amount' is missing; it must be a finite number",
                train + "3: column 'amount' holds 'much', which is not a finite number",
                train + "4: label 'amount' is '1.0E39'; it must be a finite number",
                train + "5: label 'click' is '2'; it must be 0 or 1",
                this.folder.resolve("train.csv") + ": left out 4 malformed of 2004 rows");
    }

}
