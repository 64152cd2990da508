package io.multigate.scoring;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.multigate.inference.Predictions;
import io.multigate.model.Task;

/** What the gates of one model version have done since it was loaded. */
final class GateStatistics {

    private final List<String> tasks;

    private final int experts;

    private final Map<String, List<Double>> reference;

    /** Series [task x expert]. */
    private final Tally weights;

    /** Series [task]. */
    private final Tally entropies;

    /** [task x expert]: candidates for which the expert had the greatest weight. */
    private final long[] tops;

    private final GateWindow window;

    /**
     * Statistics without a candidate as yet.
     * @param reference mean gate weight by task and expert in the bundle's evaluation; may lack a task
     */
    GateStatistics(List<Task> tasks, int experts, Map<String, List<Double>> reference) {
        this.tasks = tasks.stream().map(Task::name).toList();
        this.experts = experts;
        this.reference = reference;
        int size = tasks.size() * experts;
        this.weights = new Tally(Buckets.LINEAR, size);
        this.entropies = new Tally(Buckets.LINEAR, tasks.size());
        this.tops = new long[size];
        this.window = new GateWindow(size);
    }

    /** Counts the gates of one call. */
    void record(Predictions predictions) {
        Tally callWeights = this.weights.fresh();
        Tally callEntropies = this.entropies.fresh();
        long[] callTops = new long[this.tops.length];
        for (int task = 0; task < this.tasks.size(); task++) {
            count(task, predictions.gates()[task], callWeights, callEntropies, callTops);
        }
        double[] sums = new double[this.tops.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = callWeights.sum(i);
        }
        synchronized (this) {
            this.weights.fold(callWeights);
            this.entropies.fold(callEntropies);
            for (int i = 0; i < callTops.length; i++) {
                this.tops[i] += callTops[i];
            }
            this.window.add(predictions.size(), sums);
        }
    }

    private void count(int task, float[] gates, Tally callWeights, Tally callEntropies, long[] callTops) {
        int first = task * this.experts;
        float scale = (float) (1 / Math.log(this.experts));
        for (int start = 0; start < gates.length; start += this.experts) {
            float entropy = 0;
            int top = 0;
            for (int expert = 0; expert < this.experts; expert++) {
                float weight = gates[start + expert];
                callWeights.add(first + expert, weight);
                entropy += Entropy.term(weight);
                if (weight > gates[start + top]) {
                    top = expert;
                }
            }
            callEntropies.add(task, (this.experts > 1) ? Math.clamp(entropy * scale, 0f, 1f) : 1);
            callTops[first + top]++;
        }
    }

    List<String> tasks() {
        return this.tasks;
    }

    int experts() {
        return this.experts;
    }

    /** A consistent copy of what is counted. */
    synchronized Counted counted() {
        Tally weightCopy = this.weights.fresh();
        weightCopy.fold(this.weights);
        Tally entropyCopy = this.entropies.fresh();
        entropyCopy.fold(this.entropies);
        return new Counted(weightCopy, entropyCopy, this.tops.clone());
    }

    /**
     * How far the last candidates' mean gate weights lie from the bundle's reference; empty without a reference, not a
     * number before the first candidate.
     */
    synchronized Optional<Double> shift(int task) {
        List<Double> expected = this.reference.getOrDefault(this.tasks.get(task), List.of());
        if (expected.size() != this.experts) {
            return Optional.empty();
        }
        double[] means = this.window.means(task * this.experts, this.experts);
        return Optional.of(Entropy.divergence(means, expected.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    /**
     * What was counted up to one moment.
     * @param weights series [task x expert]
     * @param entropies series [task]
     * @param tops [task x expert]
     */
    record Counted(Tally weights, Tally entropies, long[] tops) {}

}
