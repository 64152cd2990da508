package io.multigate.evaluation;

import java.util.ArrayList;
import java.util.List;

import io.multigate.model.Task;

/**
 * The predictions of a regression on all rows.
 *
 * @param name the head's name
 * @param predictions [n], any finite numbers
 * @param labels [n], any finite numbers
 */
public record JudgedRegression(String name, float[] predictions, float[] labels) {

    public JudgedRegression {
        RankingMetrics.requireEqualLengths(predictions, labels);
    }

    /**
     * The regressions among a model's tasks. The arrays are shared, not copied.
     * @param heads the model's tasks
     * @param predictions [task][row]
     * @param labels [task][row], as they stand in the data
     */
    public static List<JudgedRegression> of(List<Task> heads, float[][] predictions, float[][] labels) {
        List<JudgedRegression> judged = new ArrayList<>();
        for (int head = 0; head < heads.size(); head++) {
            if (heads.get(head).isRegression()) {
                judged.add(new JudgedRegression(heads.get(head).name(), predictions[head], labels[head]));
            }
        }
        return judged;
    }

}
