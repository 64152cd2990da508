package io.multigate.bundle;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.multigate.bundle.GoldenExamples.Example;
import io.multigate.model.ModelSpec;
import io.multigate.model.Task;

/** What golden examples must hold to test a model: an answer for every task and every candidate. */
final class GoldenShape {

    private final int example;

    private GoldenShape(int example) {
        this.example = example;
    }

    /**
     * Checks all examples.
     * @throws InvalidBundleException if there are none, or an answer is missing
     */
    static void require(GoldenExamples golden, ModelSpec spec) {
        if (golden.examples().isEmpty()) {
            throw BundleFile.GOLDEN.invalid("has no example; at least one is needed");
        }
        for (int i = 0; i < golden.examples().size(); i++) {
            new GoldenShape(i).require(golden.examples().get(i), spec);
        }
    }

    private void require(Example example, ModelSpec spec) {
        int candidates = example.request().candidates().size();
        if (candidates == 0) {
            throw BundleFile.GOLDEN.invalid("has no candidate in example " + this.example);
        }
        Set<String> tasks = spec.tasks().stream().map(Task::name).collect(Collectors.toSet());
        int experts = (spec instanceof ModelSpec.MmoeSpec mmoe) ? mmoe.experts() : 0;
        requireTasks("probabilities", example.probabilities(), tasks);
        requireTasks("gates", example.gates(), (experts > 0) ? tasks : Set.of());
        example.probabilities()
                .forEach((task, values) -> requireLength("probabilities of " + task, values, candidates));
        example.gates().forEach((task, rows) -> {
            requireLength("gates of " + task, rows, candidates);
            rows.forEach((row) -> requireLength("a gate of " + task, row, experts));
        });
    }

    private void requireTasks(String what, Map<String, ?> answers, Set<String> tasks) {
        if (!answers.keySet().equals(tasks)) {
            throw BundleFile.GOLDEN.invalid("has " + what + " of the tasks " + new TreeSet<>(answers.keySet())
                    + " in example " + this.example + "; expected " + new TreeSet<>(tasks));
        }
    }

    private void requireLength(String what, List<?> values, int length) {
        if (values.size() != length) {
            throw BundleFile.GOLDEN.invalid("has " + values.size() + " values in " + what + " in example "
                    + this.example + "; expected " + length);
        }
    }

}
