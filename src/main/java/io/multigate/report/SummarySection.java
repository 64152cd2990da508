package io.multigate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.multigate.evaluation.CalibrationBin;
import io.multigate.evaluation.EvaluationReport.TaskReport;
import io.multigate.evaluation.Measures;
import io.multigate.evaluation.TaskCurves;
import io.multigate.model.ModelManifest;
import io.multigate.model.Task;

/** What the model is, and every measure of every task. */
final class SummarySection {

    private SummarySection() {}

    /** The page's head: which model, and how it was made. */
    static Html head(ReportContents contents) {
        ModelManifest manifest = contents.manifest();
        Html facts = Html.all(fact("Architecture", contents.architecture()),
                fact("Tasks",
                        manifest.spec().tasks().stream().map(Task::formula).collect(Collectors.joining(", "))),
                fact("Objective", manifest.objective().label()),
                fact("Trained on", Numbers.count(manifest.provenance().trainingRows()) + " rows, "
                        + manifest.provenance().epochs() + " epochs"),
                fact("Judged on", contents.judged().file()),
                fact("Created", manifest.provenance().created().toString()));
        return Html.element("header",
                Html.element("h1", Html.text(manifest.id().name() + " "),
                        Html.element("small", "version " + manifest.id().version())),
                Html.element("dl", facts));
    }

    private static Html fact(String term, String text) {
        return Html.element("div", Html.element("dt", term), Html.element("dd", text));
    }

    /** The tables of measures. */
    static Html of(ReportContents contents, TaskTitles titles) {
        return Html.all(contents.figures().tasks().isEmpty() ? Html.NOTHING : binary(contents, titles),
                RegressionSection.measures(contents.figures().regressions(), titles));
    }

    private static Html binary(ReportContents contents, TaskTitles titles) {
        boolean truth = contents.figures().tasks().stream().anyMatch((task) -> task.truth().isPresent());
        List<String> headings = new ArrayList<>(List.of("prediction", "#rows", "#positives", "#rate", "#AUC",
                "#log loss", "#COPC", "#95 % interval", "#ECE"));
        if (truth) {
            headings.addAll(List.of("#oracle's AUC", "#share of its lead"));
        }
        Table table = new Table(headings);
        for (TaskReport task : contents.figures().tasks()) {
            table.row(row(task, bin(contents.evidence().curves(), task.task()), titles, truth));
        }
        return Html.all(table.html(),
                Html.element("p",
                        """
                AUC: the chance that a positive row scores above a negative one; 0.5 is a coin. COPC: positives over \
                predicted positives; 1 is calibrated, above 1 the model predicts too little. Its interval is the \
                Poisson error of the positives. ECE: mean distance of prediction and rate over ten bins of equally \
                many rows.""")
                        .with("class", "note"),
                truth
                        ? Html.element("p",
                                """
                        The oracle scores with the true probabilities that drew the labels; the share \
                        compares AUC - 0.5.""")
                                .with("class", "note")
                        : Html.NOTHING);
    }

    private static List<Html> row(TaskReport task, CalibrationBin bin, TaskTitles titles, boolean truth) {
        Measures measures = task.measures();
        List<Html> cells = new ArrayList<>();
        cells.add(Html.all(Html.text(titles.title(task.task())),
                Html.element("small", titles.meaning(task.task()))));
        for (String cell : List.of(Numbers.count(measures.rows()), Numbers.count(measures.positives()),
                Numbers.percent((double) measures.positives() / measures.rows()), Numbers.fixed(measures.auc(), 4),
                Numbers.fixed(measures.logLoss(), 5), Numbers.fixed(measures.copc(), 3),
                Numbers.interval(bin.copcInterval(), 3), Numbers.significant(measures.ece()))) {
            cells.add(Html.text(cell));
        }
        if (truth) {
            cells.add(Html.text(
                    task.truth().map((oracle) -> Numbers.fixed(oracle.oracleAuc(), 4)).orElse("")));
            cells.add(Html.text(task.truth()
                    .map((oracle) -> Numbers.percent(oracle.share(measures.auc())))
                    .orElse("")));
        }
        return cells;
    }

    /** All rows of a task together. */
    private static CalibrationBin bin(List<TaskCurves> curves, String task) {
        return curves.stream()
                .filter((curve) -> curve.task().equals(task))
                .flatMap((curve) -> curve.deciles().stream())
                .reduce(CalibrationBin.EMPTY, CalibrationBin::plus);
    }

}
