package io.multigate.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;
import io.multigate.model.Task;
import io.multigate.model.WeightShapes;
import io.multigate.network.GraphBuilding.Wire;

/**
 * The upper end of every network: one probability or, of a regression, one number a task, and the terms of the loss.
 * Over the entire space a conditional task learns through the product with what it is given, p(a and b) = p(a)
 * p(b | a); over the click space it learns from its own probability, and the rows whose given label is 0 are masked.
 */
final class Heads {

    /** Probabilities enter the loss no nearer than this to 0 and 1. */
    static final double CLIPPING = 1e-6;

    private final GraphBuilder graph;

    private final TrainingOptions options;

    /** Those that were added, by name. */
    private final Map<String, Task> tasks = new HashMap<>();

    /** The vertices of what the heads say, by task name. */
    private final Map<String, String> own = new HashMap<>();

    /** The vertices of p(task and all that it is given), by task name; added when a term first needs one. */
    private final Map<String, String> joint = new HashMap<>();

    Heads(GraphBuilder graph, TrainingOptions options) {
        this.graph = graph;
        this.options = options;
    }

    /** The vertices of what the heads say, p(task | given) or a regression's number, one a task: each [rows, 1]. */
    static List<String> outputs(ModelSpec spec) {
        return spec.tasks().stream().map((task) -> WeightShapes.tower(task) + "." + spec.tower().size()).toList();
    }

    /** Adds the heads of all tasks; {@code towers} adds the hidden layers of a tower by its name. */
    void add(ModelSpec spec, BiFunction<Task, String, Wire> towers) {
        List<LossTerm> terms = LossTerm.of(spec.tasks(), this.options);
        List<String> outputs = outputs(spec);
        for (int i = 0; i < outputs.size(); i++) {
            Task task = spec.tasks().get(i);
            String output = outputs.get(i);
            GraphBuilding.dense(this.graph, output, towers.apply(task, WeightShapes.tower(task)), 1, activation(task),
                    WeightInit.XAVIER);
            this.own.put(task.name(), output);
            this.tasks.put(task.name(), task);
            terms.stream().filter((term) -> term.task().equals(task)).forEach(this::addLoss);
        }
        this.graph.setOutputs(terms.stream().map(this::loss).toArray(String[]::new));
    }

    private static Activation activation(Task task) {
        return switch (task.kind()) {
            case BINARY -> Activation.SIGMOID;
            case REGRESSION -> Activation.IDENTITY;
        };
    }

    /** The vertex of p(task and all that it is given), which is added if it is not there yet. */
    private String joint(Task task) {
        String probability = Objects.requireNonNull(this.own.get(task.name()));
        String given = task.givenTask();
        if (given == null) {
            return probability;
        }
        String product = this.joint.get(task.name());
        if (product == null) {
            product = "joint." + task.name();
            this.joint.put(task.name(), product);
            this.graph.addVertex(product, new ElementWiseVertex(ElementWiseVertex.Op.Product), joint(given(task)),
                    probability);
        }
        return product;
    }

    private Task given(Task task) {
        return Objects.requireNonNull(this.tasks.get(Objects.requireNonNull(task.givenTask())));
    }

    /**
     * The loss layer reads the probability itself: one with a sigmoid of its own writes the gradient over the logits
     * that it was given, and then computes the score from them.
     */
    private void addLoss(LossTerm term) {
        Task task = term.task();
        String output = Objects.requireNonNull(this.own.get(task.name()));
        if (term.readsGivenAsConstant()) {
            String pair = "pair." + loss(term);
            this.graph.addVertex(pair, new MergeVertex(), joint(given(task)), output);
            addLoss(term, new ConstantGivenLoss(term), pair);
        } else {
            INDArray weight = Nd4j.create(new float[]{(float) term.weight()}, new long[]{1, 1}, 'c');
            addLoss(term,
                    (term.kind() == LossTerm.Kind.SQUARED)
                            ? new LossMSE(weight)
                            : new LossBinaryXENT(CLIPPING, weight),
                    (term.kind() == LossTerm.Kind.JOINT) ? joint(task) : output);
        }
    }

    private void addLoss(LossTerm term, ILossFunction function, String judged) {
        this.graph.addLayer(loss(term),
                new LossLayer.Builder().lossFunction(function).activation(Activation.IDENTITY).build(), judged);
    }

    /** A conditional task's second term bears a name of its own. */
    private String loss(LossTerm term) {
        boolean second = term.kind() == LossTerm.Kind.CONDITIONAL
                && this.options.objective() == Objective.ENTIRE_SPACE;
        return "loss." + term.task().name() + (second ? ".conditional" : "");
    }

}
