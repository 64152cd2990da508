package io.multigate.study;

import java.util.Set;
import java.util.TreeSet;

import io.multigate.evaluation.GateHealth;
import io.multigate.evaluation.JudgedTask;
import io.multigate.model.ModelSpec;
import io.multigate.model.Task;

/** What can be measured of a member, as a study file names it. */
final class Measurable {

    private static final Set<String> BINARY_FIGURES = Set.of("auc", "copc", "ece", "logLoss", "truthAuc", "truthBias",
            "truthCorrelation");

    private static final Set<String> REGRESSION_FIGURES = Set.of("mse", "r2", "rmse");

    private Measurable() {}

    /** Every figure, of whatever task and architecture. */
    static Set<String> figures() {
        Set<String> figures = new TreeSet<>(BINARY_FIGURES);
        figures.addAll(REGRESSION_FIGURES);
        figures.addAll(GateHealth.TASK_FIGURES);
        figures.addAll(GateHealth.COMMON_FIGURES);
        return figures;
    }

    /** The names of the measures of a model of this spec, such as {@code cvr.auc} and {@code gates.deadExperts}. */
    static Set<String> of(ModelSpec spec) {
        Set<String> names = new TreeSet<>();
        for (String task : JudgedTask.names(spec.tasks())) {
            figures(spec, task).forEach((figure) -> names.add(task + "." + figure));
        }
        if (spec instanceof ModelSpec.MmoeSpec) {
            for (Task task : spec.tasks()) {
                GateHealth.TASK_FIGURES.forEach((figure) -> names.add(task.name() + "." + figure));
            }
            GateHealth.COMMON_FIGURES.forEach((figure) -> names.add(GateHealth.ALL + "." + figure));
        }
        return names;
    }

    private static Set<String> figures(ModelSpec spec, String task) {
        boolean regression = spec.tasks().stream().anyMatch((head) -> head.isRegression() && head.name().equals(task));
        return regression ? REGRESSION_FIGURES : BINARY_FIGURES;
    }

}
