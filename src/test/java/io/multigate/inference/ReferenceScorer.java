package io.multigate.inference;

import java.util.List;

import io.multigate.feature.EncodedBatch;
import io.multigate.feature.EncodedBlock;
import io.multigate.feature.FeatureField;
import io.multigate.feature.Normalizer;
import io.multigate.model.InputLayout;
import io.multigate.model.ModelSpec;
import io.multigate.model.Sharing;
import io.multigate.model.Tensor;
import io.multigate.model.Weights;

/** The architectures as their papers write them: one candidate at a time, in double precision, nothing shared. */
final class ReferenceScorer implements Scorer {

    private final RandomModel model;

    ReferenceScorer(RandomModel model) {
        this.model = model;
    }

    @Override
    public Predictions score(EncodedBatch batch) {
        ModelSpec spec = this.model.spec();
        int tasks = spec.tasks().size();
        int experts = (spec instanceof ModelSpec.MmoeSpec mmoe) ? mmoe.experts() : 0;
        float[][] values = new float[tasks][batch.size()];
        float[][] gates = new float[(experts > 0) ? tasks : 0][batch.size() * experts];
        for (int row = 0; row < batch.size(); row++) {
            for (int task = 0; task < tasks; task++) {
                String name = spec.tasks().get(task).name();
                double[] x = input(batch, row, name);
                double[] gate = (spec instanceof ModelSpec.MmoeSpec mixture)
                        ? softmax(dense(x, (mixture.gates() == Sharing.SHARED) ? "gate" : "gate." + name))
                        : new double[0];
                for (int expert = 0; expert < experts; expert++) {
                    gates[task][row * experts + expert] = (float) gate[expert];
                }
                double[] hidden = layers(trunk(x, gate), "tower." + name, spec.tower());
                double logit = dense(hidden, "tower." + name + "." + spec.tower().size())[0];
                values[task][row] = (float) (spec.tasks().get(task).isRegression()
                        ? logit
                        : 1 / (1 + Math.exp(-logit)));
            }
        }
        return new Predictions(spec.tasks(), values, gates, experts);
    }

    private double[] trunk(double[] x, double[] gate) {
        return switch (this.model.spec()) {
            case ModelSpec.SharedBottomSpec shared -> layers(x, "bottom", shared.bottom());
            case ModelSpec.EsmmSpec _ -> x;
            case ModelSpec.MmoeSpec mmoe -> {
                double[] mixed = new double[mmoe.expert().getLast()];
                for (int expert = 0; expert < mmoe.experts(); expert++) {
                    double[] output = layers(x, "expert." + expert, mmoe.expert());
                    for (int unit = 0; unit < mixed.length; unit++) {
                        mixed[unit] += gate[expert] * output[unit];
                    }
                }
                yield mixed;
            }
        };
    }

    private double[] input(EncodedBatch batch, int candidate, String task) {
        boolean own = this.model.spec() instanceof ModelSpec.EsmmSpec esmm && esmm.embeddings() == Sharing.TASK;
        String tables = own ? "embedding." + task + "." : "embedding.";
        InputLayout layout = InputLayout.of(this.model.schema(), this.model.spec());
        double[] x = new double[layout.width()];
        for (InputLayout.Slice slice : layout.slices()) {
            FeatureField field = slice.field();
            EncodedBlock block = batch.block(field.name());
            int row = (block == batch.candidates()) ? candidate : 0;
            int column = block.layout().column(block.layout().indexOf(field.name()));
            if (field instanceof FeatureField.CategoricalList(_, _, String table, _)) {
                int length = block.listLength(row, column);
                for (int i = 0; i < length; i++) {
                    add(x, slice, tables + table, block.listId(row, column, i), 1.0 / length);
                }
            } else if (field instanceof FeatureField.Numeric numeric
                    && numeric.normalizer() instanceof Normalizer.Scale) {
                x[slice.offset()] = block.number(row, column);
            } else {
                add(x, slice, tables + field.table().orElseThrow(), block.id(row, column), 1);
            }
        }
        return x;
    }

    private void add(double[] x, InputLayout.Slice slice, String weight, int id, double factor) {
        float[] values = this.model.weights().tensor(weight).values();
        for (int i = 0; i < slice.width(); i++) {
            x[slice.offset() + i] += factor * values[id * slice.width() + i];
        }
    }

    private double[] layers(double[] x, String prefix, List<Integer> units) {
        double[] output = x;
        for (int layer = 0; layer < units.size(); layer++) {
            output = dense(output, prefix + "." + layer);
            for (int unit = 0; unit < output.length; unit++) {
                output[unit] = Math.max(0, output[unit]);
            }
        }
        return output;
    }

    private double[] dense(double[] x, String name) {
        Weights weights = this.model.weights();
        Tensor matrix = weights.tensor(name + ".weight");
        float[] bias = weights.tensor(name + ".bias").values();
        double[] output = new double[bias.length];
        for (int unit = 0; unit < output.length; unit++) {
            output[unit] = bias[unit];
            for (int i = 0; i < x.length; i++) {
                output[unit] += x[i] * matrix.values()[i * output.length + unit];
            }
        }
        return output;
    }

    private static double[] softmax(double[] logits) {
        double sum = 0;
        double[] weights = new double[logits.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(logits[i]);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

}
