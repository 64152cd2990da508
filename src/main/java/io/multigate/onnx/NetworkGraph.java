package io.multigate.onnx;

import java.util.function.Function;

import io.multigate.feature.FeatureSchema;
import io.multigate.model.Funnel;
import io.multigate.model.InputLayout;
import io.multigate.model.ModelSpec;
import io.multigate.model.Task;

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
        String input = new FeatureInputs(this.graph).concatenated(schema, EMBEDDING);
        Function<Task, String> towerInput = switch (this.spec) {
            case ModelSpec.SharedBottomSpec shared -> {
                String bottom = rectified(input, "bottom", shared.bottom().size());
                yield (_) -> bottom;
            }
            case ModelSpec.EsmmSpec _ -> (_) -> input;
            case ModelSpec.MmoeSpec mmoe -> mixture(input, mmoe);
        };
        this.spec.tasks().forEach((task) -> tower(task, towerInput.apply(task)));
        Funnel.of(this.spec.tasks()).ifPresent((funnel) -> {
            String product = this.graph.node("Mul", Funnel.CTCVR, Funnel.CTR, Funnel.CVR);
            this.graph.output(product, "the product of " + Funnel.CTR + " and " + Funnel.CVR);
        });
        this.graph.output(EMBEDDING, InputLayout.of(schema, this.spec).width(),
                "the network's input: each feature's embedding or number, in the order of the graph's inputs");
    }

    /** The experts, [n, experts, units], and what each task's gate makes of them, [n, units]. */
    private Function<Task, String> mixture(String input, ModelSpec.MmoeSpec mmoe) {
        int experts = mmoe.experts();
        int units = mmoe.expert().getLast();
        String[] outputs = new String[experts];
        for (int expert = 0; expert < experts; expert++) {
            outputs[expert] = rectified(input, "expert." + expert, mmoe.expert().size());
        }
        String row = this.graph.node("Concat", "experts/row", "axis", 1, outputs);
        String matrix = this.graph.node("Reshape", "experts", row,
                this.graph.constant("experts/shape", -1, experts, units));
        return (task) -> {
            String gate = "gate_" + task.name();
            String name = "mixture." + task.name();
            String logits = dense(input, "gate." + task.name());
            this.graph.node("Softmax", gate, "axis", 1, logits);
            this.graph.output(gate, experts, "how much of each expert task '" + task.name() + "' takes; sums to 1");
            String shares = this.graph.node("Unsqueeze", name + "/shares", gate, this.graph.constant(AXIS, 1));
            String mixed = this.graph.node("MatMul", name + "/matrix", shares, matrix);
            return this.graph.node("Squeeze", name, mixed, this.graph.constant(AXIS, 1));
        };
    }

    private void tower(Task task, String input) {
        String tower = "tower." + task.name();
        int hidden = this.spec.tower().size();
        String column = dense(rectified(input, tower, hidden), tower + "." + hidden);
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
