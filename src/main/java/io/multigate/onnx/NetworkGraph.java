package io.multigate.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.multigate.feature.FeatureSchema;
import io.multigate.model.EmbeddingSet;
import io.multigate.model.Funnel;
import io.multigate.model.InputLayout;
import io.multigate.model.ModelSpec;
import io.multigate.model.Task;
import io.multigate.model.WeightShapes;

/**
 * Draws a network as its paper does: the embedded features, what stands between them and the towers, the towers, and
 * the product of the funnel's heads. Hidden layers are Gemm and Relu, for that is what runtimes fuse.
 */
final class NetworkGraph {

    private static final String EMBEDDING = "embedding";

    private static final String AXIS = "axis_1";

    private final OnnxGraph graph;

    private final ModelSpec spec;

    NetworkGraph(OnnxGraph graph, ModelSpec spec) {
        this.graph = graph;
        this.spec = spec;
    }

    /** Adds all of it, the named outputs included. */
    void draw(FeatureSchema schema) {
        FeatureInputs inputs = new FeatureInputs(this.graph, schema);
        List<EmbeddingSet> sets = EmbeddingSet.of(this.spec);
        sets.forEach((set) -> inputs.concatenated(set, embedding(set)));
        Function<Task, String> towerInput = switch (this.spec) {
            case ModelSpec.SharedBottomSpec shared -> {
                String bottom = rectified(EMBEDDING, WeightShapes.BOTTOM, shared.bottom().size());
                yield (_) -> bottom;
            }
            case ModelSpec.EsmmSpec esmm -> (task) -> embedding(EmbeddingSet.of(esmm, task));
            case ModelSpec.MmoeSpec mmoe -> mixture(EMBEDDING, mmoe);
        };
        this.spec.tasks().forEach((task) -> tower(task, towerInput.apply(task)));
        Funnel.of(this.spec.tasks()).ifPresent((funnel) -> {
            String product = this.graph.node("Mul", Funnel.CTCVR, Funnel.CTR, Funnel.CVR);
            this.graph.output(product, "the product of " + Funnel.CTR + " and " + Funnel.CVR);
        });
        int width = InputLayout.of(schema, this.spec).width();
        sets.forEach((set) -> this.graph.output(embedding(set), width,
                ((set.task() == null) ? "the network's input" : "the input of task '" + set.task() + "'")
                        + ": each feature's embedding or number, in the order of the graph's inputs"));
    }

    private static String embedding(EmbeddingSet set) {
        return set.named(EMBEDDING, "_");
    }

    /** The experts, [n, experts, units], and what each task's gate makes of them, [n, units]. */
    private Function<Task, String> mixture(String input, ModelSpec.MmoeSpec mmoe) {
        int experts = mmoe.experts();
        int units = mmoe.expert().getLast();
        String[] outputs = new String[experts];
        for (int expert = 0; expert < experts; expert++) {
            outputs[expert] = rectified(input, WeightShapes.expert(expert), mmoe.expert().size());
        }
        String row = this.graph.node("Concat", "experts/row", "axis", 1, outputs);
        String matrix = this.graph.node("Reshape", "experts", row,
                this.graph.constant("experts/shape", -1, experts, units));
        Map<String, Gated> gates = new HashMap<>();
        return (task) -> {
            String output = "gate_" + task.name();
            Gated gated = gates.get(mmoe.gateName(task));
            if (gated == null) {
                gated = gated(dense(input, mmoe.gateName(task)), output, matrix);
                gates.put(mmoe.gateName(task), gated);
            } else {
                this.graph.node("Identity", output, gated.weights);
            }
            this.graph.output(output, experts, "how much of each expert task '" + task.name() + "' takes; sums to 1");
            return gated.mixture;
        };
    }

    /**
     * A gate that was drawn.
     * @param weights of the experts, [n, experts]
     * @param mixture of their outputs, [n, units]
     */
    private record Gated(String weights, String mixture) {}

    private Gated gated(String logits, String weights, String experts) {
        String name = "mixture/" + weights;
        this.graph.node("Softmax", weights, "axis", 1, logits);
        String shares = this.graph.node("Unsqueeze", name + "/shares", weights, this.graph.constant(AXIS, 1));
        String mixed = this.graph.node("MatMul", name + "/matrix", shares, experts);
        return new Gated(weights, this.graph.node("Squeeze", name, mixed, this.graph.constant(AXIS, 1)));
    }

    private void tower(Task task, String input) {
        String tower = WeightShapes.tower(task);
        int hidden = this.spec.tower().size();
        String column = dense(rectified(input, tower, hidden), tower + "." + hidden);
        if (task.isRegression()) {
            this.graph.node("Squeeze", task.name(), column, this.graph.constant(AXIS, 1));
            this.graph.output(task.name(), task.formula());
            return;
        }
        String logit = this.graph.node("Squeeze", "logit_" + task.name(), column, this.graph.constant(AXIS, 1));
        this.graph.node("Sigmoid", task.name(), logit);
        this.graph.output(task.name(), task.formula());
        this.graph.output(logit, "the log-odds of " + task.name());
    }

    /** Hidden layers, [n, inputs] -> [n, units]. */
    private String rectified(String input, String prefix, int layers) {
        String value = input;
        for (int i = 0; i < layers; i++) {
            String layer = prefix + "." + i;
            value = this.graph.node("Relu", layer + "/relu", dense(value, layer));
        }
        return value;
    }

    /** x W + b, [n, inputs] -> [n, units]. */
    private String dense(String input, String layer) {
        return this.graph.node("Gemm", layer, input, this.graph.weight(layer + ".weight"),
                this.graph.weight(layer + ".bias"));
    }

}
