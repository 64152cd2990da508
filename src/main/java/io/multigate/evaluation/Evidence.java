package io.multigate.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * What stands behind the figures of an {@link EvaluationReport}, small enough to be put on a page.
 *
 * @param curves one a judged binary task, in the report's order
 * @param regressions one a regression, in the report's order
 * @param slices calibration by the values of features
 * @param gates what the gates do; empty without gates
 * @param importance what each feature is worth
 * @param data the rows that the model learnt from, if they are known, and those that it was judged on
 */
public record Evidence(List<TaskCurves> curves, List<RegressionCurves> regressions, List<SliceGroup> slices,
        Optional<GateHealth> gates, Importance importance, List<RowSummary> data) {

    public Evidence {
        curves = List.copyOf(curves);
        regressions = List.copyOf(regressions);
        slices = List.copyOf(slices);
        data = List.copyOf(data);
    }

}
