package io.multigate.synthetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A logistic regression on the one-hot values of each single feature: the best that a model without any effect of pairs
 * can hope for. Fitted by AdaGrad.
 */
final class SingleFeatureRegression {

    private final Map<String, Integer> ids = new HashMap<>();

    private double[] weights = new double[1024];

    private double[] squares = new double[1024];

    private double intercept = -3;

    private double interceptSquares = 1e-8;

    /** The one-hot values of a row. */
    int[] encode(Map<String, String> row) {
        List<Integer> values = new ArrayList<>();
        row.forEach((column, value) -> {
            switch (column) {
                case "click", "conversion", "true_pctr", "true_pcvr" -> {
                }
                case "recent_categories" -> {
                    for (String category : value.split("\\|", -1)) {
                        values.add(id(column, category));
                    }
                }
                case "price" ->
                    values.add(id(column, Long.toString(Math.round(2 * Math.log(Double.parseDouble(value))))));
                case "user_category_views" -> values.add(id(column,
                        Long.toString(Math.round(3 * Math.log1p(Double.parseDouble(value))))));
                default -> values.add(id(column, value));
            }
        });
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    private int id(String column, String value) {
        int id = this.ids.computeIfAbsent(column + "=" + value, (any) -> this.ids.size());
        if (id == this.weights.length) {
            this.weights = Arrays.copyOf(this.weights, 2 * id);
            this.squares = Arrays.copyOf(this.squares, 2 * id);
        }
        return id;
    }

    void fit(List<int[]> rows, float[] labels, int epochs) {
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (int row = 0; row < labels.length; row++) {
                double gradient = 1 / (1 + Math.exp(-logit(rows.get(row)))) - labels[row];
                for (int id : rows.get(row)) {
                    this.squares[id] += gradient * gradient;
                    this.weights[id] -= 0.05 * gradient / Math.sqrt(this.squares[id] + 1e-8);
                }
                this.interceptSquares += gradient * gradient;
                this.intercept -= 0.05 * gradient / Math.sqrt(this.interceptSquares);
            }
        }
    }

    float logit(int[] row) {
        double sum = this.intercept;
        for (int id : row) {
            sum += this.weights[id];
        }
        return (float) sum;
    }

}
