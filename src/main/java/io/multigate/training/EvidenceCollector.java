package io.multigate.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.multigate.evaluation.Evidence;
import io.multigate.evaluation.Importance;
import io.multigate.evaluation.JudgedTask;
import io.multigate.evaluation.RegressionCurves;
import io.multigate.evaluation.RowSummary;
import io.multigate.evaluation.TaskCurves;
import io.multigate.feature.EncodedBatch;
import io.multigate.feature.FeatureEncoder;
import io.multigate.inference.Predictions;
import io.multigate.inference.Scorer;
import io.multigate.model.Task;
import io.multigate.network.LabelledRows;

/** Gathers what a report shows beyond the figures, while a model is judged. Of the rows it keeps a bounded sample. */
final class EvidenceCollector implements ModelJudge.Listener {

    /** Rows that the importance of the features is measured on. */
    private static final int SAMPLE = 20_000;

    private final FeatureEncoder encoder;

    private final List<Task> tasks;

    private final long seed;

    private final RowTally rows;

    private final SliceTally slices;

    private final RowSample sample;

    /**
     * A collector.
     * @param seed of the sample and of its shuffling
     */
    EvidenceCollector(FeatureEncoder encoder, List<Task> tasks, long seed) {
        this.encoder = encoder;
        this.tasks = tasks;
        this.seed = seed;
        this.rows = new RowTally(encoder.schema(), tasks);
        this.slices = new SliceTally(encoder.schema());
        this.sample = new RowSample(SAMPLE, seed);
    }

    @Override
    public void scored(List<Example> examples, EncodedBatch batch, Predictions predictions) {
        this.rows.add(batch.candidates());
        float[][] labels = new float[this.tasks.size()][examples.size()];
        for (int row = 0; row < examples.size(); row++) {
            for (int task = 0; task < labels.length; task++) {
                labels[task][row] = examples.get(row).labels()[task];
                this.rows.label(task, labels[task][row]);
            }
            this.sample.add(examples.get(row));
        }
        this.slices.add(batch.candidates(),
                JudgedTask.of(this.tasks, predictions.values(), labels, Map.of()));
    }

    /**
     * What was gathered, and what the features are worth, for which a sample is scored once a feature.
     * @param verdict on the rows that passed
     * @param scorer the model
     * @param learntFrom the rows that the model was trained with; empty where they are not known
     */
    Evidence evidence(ModelJudge.Verdict verdict, Scorer scorer, List<RowSummary> learntFrom) {
        Importance importance = new PermutationImportance(this.encoder, this.tasks, scorer)
                .measure(this.sample.rows(), this.seed);
        List<RowSummary> data = new ArrayList<>(learntFrom);
        data.add(this.rows.summary("judging"));
        return new Evidence(verdict.tasks().stream().map(TaskCurves::of).toList(),
                verdict.regressions().stream().map(RegressionCurves::of).toList(), this.slices.groups(),
                verdict.gates(), importance, data);
    }

    /** What rows with labels are like. */
    RowSummary summary(String use, LabelledRows labelled) {
        RowTally tally = new RowTally(this.encoder.schema(), this.tasks);
        tally.add(labelled.rows().candidates());
        for (int task = 0; task < labelled.labels().length; task++) {
            for (float label : labelled.labels()[task]) {
                tally.label(task, label);
            }
        }
        return tally.summary(use);
    }

}
