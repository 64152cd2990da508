package io.multigate.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureSchema;
import io.multigate.model.Task;

/**
 * The columns that make up an example.
 *
 * @param features kind by the name of the feature, which is the column's name too
 * @param tasks each with a column of 0 and 1 (or false and true), or of numbers for a regression
 * @param truths columns of true probabilities; empty for real data
 */
record ExampleColumns(Map<String, ValueKind> features, List<Task> tasks, List<String> truths) {

    /** The columns that a fitted model reads and is judged by. */
    static ExampleColumns of(FeatureSchema schema, List<Task> tasks, List<String> truths) {
        Map<String, ValueKind> kinds = new LinkedHashMap<>();
        for (FeatureField field : schema.fields()) {
            kinds.put(field.name(), switch (field) {
                case FeatureField.Categorical _ -> ValueKind.CATEGORY;
                case FeatureField.CategoricalList _ -> ValueKind.CATEGORIES;
                case FeatureField.Numeric _ -> ValueKind.NUMBER;
            });
        }
        return new ExampleColumns(kinds, tasks, truths);
    }

    /** What a task's label column holds. */
    static ValueKind labelKind(Task task) {
        return switch (task.kind()) {
            case BINARY -> ValueKind.LABEL;
            case REGRESSION -> ValueKind.NUMBER;
        };
    }

    /** Features, then labels, then truths. */
    List<RowSource.Column> all() {
        List<RowSource.Column> all = new ArrayList<>();
        this.features.forEach((name, kind) -> all.add(new RowSource.Column(name, kind)));
        this.tasks.forEach((task) -> all.add(new RowSource.Column(task.label(), labelKind(task))));
        this.truths.forEach((name) -> all.add(new RowSource.Column(name, ValueKind.NUMBER)));
        return all;
    }

}
