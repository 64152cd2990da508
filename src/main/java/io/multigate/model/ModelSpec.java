package io.multigate.model;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The architecture of a model. Every kind reads the same input, the concatenation of the embedded and scaled features
 * ({@link InputLayout}), and ends in one tower a task: hidden layers with ReLU and one unit, a sigmoid one or, for a
 * regression, a linear one.
 */
public sealed interface ModelSpec {

    /** The heads, in the order of the predictions. */
    List<Task> tasks();

    /** Width of each embedding table by its name. */
    Map<String, Integer> embeddingWidths();

    /** Units of the hidden layers of each tower; may be empty. */
    List<Integer> tower();

    /**
     * One shared multilayer perceptron under all towers (Caruana 1997).
     * @param tasks the heads
     * @param embeddingWidths width by table
     * @param bottom units of the shared layers, at least one layer
     * @param tower units of each tower's hidden layers
     */
    record SharedBottomSpec(List<Task> tasks, Map<String, Integer> embeddingWidths, List<Integer> bottom,
            List<Integer> tower) implements ModelSpec {

        public SharedBottomSpec {
            tasks = requireTasks(tasks);
            embeddingWidths = requireWidths(embeddingWidths);
            bottom = requireUnits("bottom", bottom, 1);
            tower = requireUnits("tower", tower, 0);
        }

    }

    /**
     * Towers that share the embeddings at most (Ma et al. 2018, "Entire Space Multi-Task Model", figure 2).
     * @param tasks the heads
     * @param embeddingWidths width by table
     * @param tower units of each tower's hidden layers
     * @param embeddings whether the towers share the embedding tables; if each has its own, the networks have nothing
     * in common but the loss (the paper's ESMM-NS)
     */
    record EsmmSpec(List<Task> tasks, Map<String, Integer> embeddingWidths, List<Integer> tower,
            Sharing embeddings) implements ModelSpec {

        public EsmmSpec {
            tasks = requireTasks(tasks);
            embeddingWidths = requireWidths(embeddingWidths);
            tower = requireUnits("tower", tower, 0);
        }

        /** Towers that share the embeddings. */
        public EsmmSpec(List<Task> tasks, Map<String, Integer> embeddingWidths, List<Integer> tower) {
            this(tasks, embeddingWidths, tower, Sharing.SHARED);
        }

    }

    /**
     * Experts mixed for each task by a softmax gate that reads the same input (Ma et al. 2018, "Modeling Task
     * Relationships in Multi-task Learning with Multi-gate Mixture-of-Experts", section 4.2).
     * @param tasks the heads
     * @param embeddingWidths width by table
     * @param experts number of experts, at least 1
     * @param expert units of each expert's layers, at least one layer
     * @param tower units of each tower's hidden layers
     * @param gates whether all tasks share one gate (the paper's one-gate mixture, OMoE) or each has its own
     */
    record MmoeSpec(List<Task> tasks, Map<String, Integer> embeddingWidths, int experts, List<Integer> expert,
            List<Integer> tower, Sharing gates) implements ModelSpec {

        /** The name of a gate that all tasks share; those of their own append the task's. */
        public static final String GATE = "gate";

        public MmoeSpec {
            tasks = requireTasks(tasks);
            embeddingWidths = requireWidths(embeddingWidths);
            if (experts < 1) {
                throw new IllegalArgumentException("experts is " + experts + "; it must be at least 1");
            }
            expert = requireUnits("expert", expert, 1);
            tower = requireUnits("tower", tower, 0);
        }

        /** A mixture with a gate for each task. */
        public MmoeSpec(List<Task> tasks, Map<String, Integer> embeddingWidths, int experts, List<Integer> expert,
                List<Integer> tower) {
            this(tasks, embeddingWidths, experts, expert, tower, Sharing.TASK);
        }

        /** The names of the gates' layers: {@code gate}, or {@code gate.<task>} in the order of the tasks. */
        public List<String> gateNames() {
            return (this.gates == Sharing.SHARED)
                    ? List.of(GATE)
                    : this.tasks.stream().map((task) -> GATE + "." + task.name()).toList();
        }

        /** The name of the gate that a task's tower reads the experts through. */
        public String gateName(Task task) {
            return gateNames().get((this.gates == Sharing.SHARED) ? 0 : this.tasks.indexOf(task));
        }

    }

    private static List<Task> requireTasks(List<Task> tasks) {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("a model needs at least one task");
        }
        Set<String> names = new HashSet<>();
        Set<String> conditions = new LinkedHashSet<>();
        for (Task task : tasks) {
            task.given().ifPresent((given) -> {
                if (!conditions.contains(given)) {
                    throw new IllegalArgumentException("task '" + task.name() + "' is given '" + given
                            + "', which must be a binary task that stands before it; available: " + conditions);
                }
            });
            if (!task.isRegression()) {
                conditions.add(task.name());
            }
            if (!names.add(task.name())) {
                throw new IllegalArgumentException("task '" + task.name() + "' stands twice");
            }
        }
        if (Funnel.of(tasks).isPresent()) {
            names.stream().filter(Funnel::namesScore).findFirst().ifPresent((name) -> {
                throw new IllegalArgumentException("task '" + name + "' has a name that the funnel of " + Funnel.CTR
                        + " and " + Funnel.CVR + " gives one of its scores: " + Funnel.SCORE_NAMES);
            });
        }
        for (Task task : tasks) {
            task.jointName().filter((joint) -> !names.add(joint)).ifPresent((joint) -> {
                throw new IllegalArgumentException(
                        "task '" + task.name() + "' together with what it is given is called '"
                                + joint + "', and so is something else; give one of them another name");
            });
        }
        return List.copyOf(tasks);
    }

    /** Sorted, so that equal specs print alike. */
    private static Map<String, Integer> requireWidths(Map<String, Integer> widths) {
        widths.forEach((table, width) -> requirePositive("embedding width of table '" + table + "'", width));
        return Collections.unmodifiableMap(new TreeMap<>(widths));
    }

    private static List<Integer> requireUnits(String what, List<Integer> units, int least) {
        if (units.size() < least) {
            throw new IllegalArgumentException(what + " needs at least " + least + " layer");
        }
        units.forEach((count) -> requirePositive("units of " + what, count));
        return List.copyOf(units);
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " is " + value + "; it must be at least 1");
        }
    }

}
