package io.multigate.training;

import java.util.Locale;
import java.util.Map;

import io.multigate.evaluation.EvaluationReport;
import io.multigate.evaluation.EvaluationReport.RegressionReport;
import io.multigate.evaluation.EvaluationReport.TaskReport;
import io.multigate.evaluation.Measures;
import io.multigate.evaluation.RegressionMeasures;
import io.multigate.evaluation.Truth;
import tools.jackson.databind.json.JsonMapper;

/** An evaluation as a person or as a program reads it. */
public final class ReportFormat {

    private static final String HEADER = "%-20s %10s %9s %8s %9s %7s %8s".formatted("task", "rows", "positives", "AUC",
            "log loss", "COPC", "ECE");

    private static final String REGRESSION_HEADER = "%-20s %10s %11s %11s %8s".formatted("task", "rows", "RMSE", "MSE",
            "R2");

    private static final String TRUTH_HEADER = "%9s %7s %11s %8s".formatted("oracle", "share", "correlation", "bias");

    private ReportFormat() {}

    /** A table, one line a task; with the truth beside where it is known. */
    public static String table(EvaluationReport report) {
        if (report.tasks().isEmpty()) {
            return regressions(report);
        }
        String binary = binary(report);
        return report.regressions().isEmpty() ? binary : binary + "\n\n" + regressions(report);
    }

    private static String regressions(EvaluationReport report) {
        StringBuilder table = new StringBuilder(REGRESSION_HEADER);
        for (RegressionReport task : report.regressions()) {
            RegressionMeasures measures = task.measures();
            table.append('\n')
                    .append("%-20s %10d %11s %11s %8s".formatted(task.task(), measures.rows(),
                            significant(measures.rmse()), significant(measures.mse()), rounded(measures.r2(), 4)));
        }
        return table.toString();
    }

    private static String binary(EvaluationReport report) {
        boolean truth = report.tasks().stream().anyMatch((task) -> task.truth().isPresent());
        StringBuilder table = new StringBuilder(HEADER);
        if (truth) {
            table.append(' ').append(TRUTH_HEADER);
        }
        for (TaskReport task : report.tasks()) {
            Measures measures = task.measures();
            table.append('\n')
                    .append("%-20s %10d %9d %8s %9s %7s %8s".formatted(task.task(), measures.rows(),
                            measures.positives(), rounded(measures.auc(), 4), rounded(measures.logLoss(), 5),
                            rounded(measures.copc(), 3), rounded(measures.ece(), 5)));
            task.truth().ifPresent((comparison) -> table.append(' ').append(truth(comparison, measures.auc())));
        }
        return table.toString();
    }

    private static String truth(Truth truth, double auc) {
        return "%9s %7s %11s %8s".formatted(rounded(truth.oracleAuc(), 4), rounded(truth.share(auc), 3),
                rounded(truth.correlation(), 3), rounded(truth.bias(), 3));
    }

    private static String rounded(double figure, int digits) {
        return Double.isNaN(figure) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", figure);
    }

    /** Errors have the scale of their label. */
    private static String significant(double figure) {
        return Double.isNaN(figure) ? "-" : String.format(Locale.ROOT, "%.5g", figure);
    }

    /** One JSON object, the figures that are defined by task and measure. */
    public static String json(EvaluationReport report) {
        return JsonMapper.shared().writeValueAsString(Map.of("tasks", report.figures()));
    }

}
