package io.multigate.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the gates of a mixture of experts do with their experts, over some rows.
 *
 * @param tasks one a gate, in the order of the model's heads
 */
public record GateHealth(List<TaskGate> tasks) {

    /** Bins of {@link TaskGate#entropies()}. */
    public static final int ENTROPY_BINS = 20;

    /** What {@link #figures()} calls all gates together. */
    public static final String ALL = "gates";

    private static final String ENTROPY = "gateEntropy";

    private static final String TOP_SHARE = "gateTopShare";

    private static final String DEAD_EXPERTS = "deadExperts";

    private static final String COSINE = "cosine";

    /** The names of a task's figures, of which a model without gates has none. */
    public static final Set<String> TASK_FIGURES = Set.of(ENTROPY, TOP_SHARE);

    /** The names of the figures of all gates together. */
    public static final Set<String> COMMON_FIGURES = Set.of(DEAD_EXPERTS, COSINE);

    /** An expert with less than this share of an even one in every gate is dead. */
    private static final double DEAD = 0.1;

    /**
     * One task's gate.
     * @param task the head's name
     * @param rows rows seen
     * @param meanWeights mean weight by expert, summing to 1
     * @param topShares share of the rows for which an expert has the greatest weight, by expert
     * @param meanEntropy mean of {@link #normalizedEntropy}
     * @param entropies rows by normalised entropy, in {@value #ENTROPY_BINS} bins from 0 to 1
     */
    public record TaskGate(String task, long rows, List<Double> meanWeights, List<Double> topShares,
            double meanEntropy, List<Long> entropies) {

        public TaskGate {
            meanWeights = List.copyOf(meanWeights);
            topShares = List.copyOf(topShares);
            entropies = List.copyOf(entropies);
        }

        /** The share of the rows that the expert which is top most often is top for: 1 is a gate that never chooses. */
        public double greatestTopShare() {
            return this.topShares.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        }

    }

    public GateHealth {
        tasks = List.copyOf(tasks);
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("gates need at least one task");
        }
    }

    /**
     * The figures of each gate by its task, and under {@value #ALL} those of all gates together: the number of dead
     * experts, and with two gates or more the mean cosine between two of them.
     */
    public Map<String, Map<String, Double>> figures() {
        Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
        for (TaskGate gate : this.tasks) {
            Map<String, Double> own = figures.computeIfAbsent(gate.task(), (_) -> new LinkedHashMap<>());
            own.put(ENTROPY, gate.meanEntropy());
            own.put(TOP_SHARE, gate.greatestTopShare());
        }
        Map<String, Double> all = figures.computeIfAbsent(ALL, (_) -> new LinkedHashMap<>());
        all.put(DEAD_EXPERTS, (double) deadExperts().size());
        IntStream.range(0, this.tasks.size())
                .boxed()
                .flatMap((task) -> IntStream.range(0, task).mapToObj((other) -> cosine(task, other)))
                .mapToDouble(Double::doubleValue)
                .average()
                .ifPresent((mean) -> all.put(COSINE, mean));
        return figures;
    }

    /** Number of experts. */
    public int experts() {
        return this.tasks.getFirst().meanWeights().size();
    }

    /**
     * The experts, counted from 0, that no gate makes use of: in each gate their mean weight is less than a tenth of an
     * even share, 1 / experts.
     */
    public List<Integer> deadExperts() {
        return IntStream.range(0, experts())
                .filter((expert) -> this.tasks.stream()
                        .allMatch((task) -> task.meanWeights().get(expert) < DEAD / experts()))
                .boxed()
                .toList();
    }

    /** The cosine between the mean weights of two tasks' gates, see {@link #cosine(List, List)}. */
    public double cosine(int task, int otherTask) {
        return cosine(this.tasks.get(task).meanWeights(), this.tasks.get(otherTask).meanWeights());
    }

    /**
     * The cosine between two vectors of weights: 1 for tasks that mix their experts alike, 0 for tasks that share none.
     * @param weights [expert], at least 0
     * @param others [expert], at least 0
     * @return in [0, 1]; NaN for a vector of zeros
     */
    public static double cosine(List<Double> weights, List<Double> others) {
        if (weights.size() != others.size()) {
            throw new IllegalArgumentException(weights.size() + " weights, but " + others.size() + " others");
        }
        double product = 0;
        double squares = 0;
        double otherSquares = 0;
        for (int expert = 0; expert < weights.size(); expert++) {
            product += weights.get(expert) * others.get(expert);
            squares += weights.get(expert) * weights.get(expert);
            otherSquares += others.get(expert) * others.get(expert);
        }
        return product / Math.sqrt(squares * otherSquares);
    }

    /**
     * The entropy of a row's gate over that of an even one: -sum of p ln p / ln(experts). 0 is a gate that takes one
     * expert, 1 one that takes all alike.
     * @param weights [n x experts], each row summing to 1
     * @param row from 0
     * @param experts number of experts
     * @return in [0, 1]; 1 with one expert, which an even gate takes too
     */
    public static double normalizedEntropy(float[] weights, int row, int experts) {
        if (experts == 1) {
            return 1;
        }
        double entropy = 0;
        for (int i = row * experts; i < (row + 1) * experts; i++) {
            entropy -= (weights[i] > 0) ? weights[i] * Math.log(weights[i]) : 0;
        }
        return Math.clamp(entropy / Math.log(experts), 0.0, 1.0);
    }

    /**
     * The expert with the greatest weight in a row; the first of equal ones.
     * @param weights [n x experts]
     * @param row from 0
     * @param experts number of experts
     */
    public static int top(float[] weights, int row, int experts) {
        int top = 0;
        for (int expert = 1; expert < experts; expert++) {
            top = (weights[row * experts + expert] > weights[row * experts + top]) ? expert : top;
        }
        return top;
    }

}
