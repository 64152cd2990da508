package io.multigate.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.multigate.inference.Predictions;
import io.multigate.model.Funnel;
import io.multigate.model.ModelId;
import io.multigate.model.ModelManifest;
import io.multigate.model.ModelSpec;
import io.multigate.model.Task;
import io.multigate.model.TaskKind;
import io.multigate.registry.ServingModel;

/** What one model version has predicted since it was loaded. */
final class PredictionStatistics {

    private final ModelId id;

    private final Optional<Funnel> funnel;

    /** Indexes of the tasks that are counted: probabilities alone, for a regression's numbers have no bounds. */
    private final int[] counted;

    /** The counted tasks in the model's order, then the funnel's product if there is one. */
    private final List<String> series;

    private final Tally predictions;

    private final Optional<GateStatistics> gates;

    PredictionStatistics(ServingModel model) {
        ModelManifest manifest = model.manifest();
        this.id = model.id();
        this.funnel = model.funnel();
        List<Task> tasks = manifest.spec().tasks();
        List<Task> probabilities = Task.of(TaskKind.BINARY, tasks);
        this.counted = probabilities.stream().mapToInt(tasks::indexOf).toArray();
        this.series = new ArrayList<>(probabilities.stream().map(Task::name).toList());
        this.funnel.ifPresent((_) -> this.series.add(Funnel.CTCVR));
        this.predictions = new Tally(Buckets.LOGARITHMIC, this.series.size());
        this.gates = (manifest.spec() instanceof ModelSpec.MmoeSpec mmoe)
                ? Optional.of(new GateStatistics(mmoe.tasks(), mmoe.experts(), manifest.gateMeans()))
                : Optional.empty();
    }

    /** Counts the predictions of one call. */
    void record(Predictions call) {
        Tally tally = this.predictions.fresh();
        for (int task = 0; task < this.counted.length; task++) {
            for (float probability : call.values()[this.counted[task]]) {
                tally.add(task, probability);
            }
        }
        this.funnel.ifPresent((heads) -> {
            for (int candidate = 0; candidate < call.size(); candidate++) {
                tally.add(this.counted.length, call.pCtcvr(heads, candidate));
            }
        });
        synchronized (this) {
            this.predictions.fold(tally);
        }
        this.gates.ifPresent((statistics) -> statistics.record(call));
    }

    ModelId id() {
        return this.id;
    }

    /** Names of the counted predictions. */
    List<String> series() {
        return this.series;
    }

    /** A consistent copy of what is counted. */
    synchronized Tally counted() {
        Tally copy = this.predictions.fresh();
        copy.fold(this.predictions);
        return copy;
    }

    /** What the gates did, for a model that has gates. */
    Optional<GateStatistics> gates() {
        return this.gates;
    }

}
