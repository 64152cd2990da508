package io.multigate.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.multigate.model.Task;

/** Finds the features and labels that are the same in every row: legal, but nothing can be learnt from them. */
final class ConstantColumns {

    private final List<Task> tasks;

    /** The value of each feature that has had but one so far. */
    private final Map<String, @Nullable Object> constants = new LinkedHashMap<>();

    /** [task], the label while it has been but one; NaN afterwards. */
    private final float[] labels;

    private boolean first = true;

    ConstantColumns(List<Task> tasks) {
        this.tasks = tasks;
        this.labels = new float[tasks.size()];
        Arrays.fill(this.labels, Float.NaN);
    }

    void add(Example example) {
        if (this.first) {
            this.first = false;
            this.constants.putAll(example.features().values());
            System.arraycopy(example.labels(), 0, this.labels, 0, this.labels.length);
            return;
        }
        this.constants.entrySet()
                .removeIf((constant) -> !Objects.equals(constant.getValue(),
                        example.features().values().get(constant.getKey())));
        for (int task = 0; task < this.labels.length; task++) {
            if (this.labels[task] != example.labels()[task]) {
                this.labels[task] = Float.NaN;
            }
        }
    }

    /** One sentence a column. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        this.constants.forEach((name, value) -> sentences.add("feature '" + name + "' is "
                + ((value == null) ? "missing" : "'" + value + "'")
                + " in every row that is learnt from; it tells no row from another and may be left out of the recipe"));
        for (int task = 0; task < this.labels.length; task++) {
            if (!Float.isNaN(this.labels[task])) {
                sentences.add(sentence(this.tasks.get(task), this.labels[task]));
            }
        }
        return sentences;
    }

    private static String sentence(Task task, float label) {
        return switch (task.kind()) {
            case BINARY -> "label '%s' is %d in every row that is learnt from; task '%s' needs rows of 0 and of 1"
                    .formatted(task.label(), (int) label, task.name());
            case REGRESSION ->
                "label '%s' is %s in every row that is learnt from; task '%s' needs rows of different values"
                        .formatted(task.label(), label, task.name());
        };
    }

}
