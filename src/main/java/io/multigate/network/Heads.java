package io.multigate.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;
import io.multigate.model.Task;
import io.multigate.network.GraphBuilding.Wire;

/**
 * The upper end of every network: one logit a task and its loss. Over the entire space a conditional task learns
 * through the product with what it is given, p(a and b) = p(a) p(b | a); over the click space every task learns from its
 * own probability, and the rows whose given label is 0 are masked.
 */
final class Heads {

    /** Probabilities enter the loss no nearer than this to 0 and 1. */
    private static final double CLIPPING = 1e-6;

    private final GraphBuilder graph;

    private final TrainingOptions options;

    /** The vertex that the loss judges, by task name: over the entire space, p(task and all that it is given). */
    private final Map<String, String> joint = new HashMap<>();

    Heads(GraphBuilder graph, TrainingOptions options) {
        this.graph = graph;
        this.options = options;
    }

    /** The vertices of the conditional probabilities p(task | given), one a task: each [rows, 1]. */
    static List<String> probabilities(ModelSpec spec) {
        return spec.tasks().stream().map((task) -> tower(task) + "." + spec.tower().size()).toList();
    }

    /** Adds the heads of all tasks; {@code towers} adds the hidden layers of a tower by its name. */
    void add(ModelSpec spec, BiFunction<Task, String, Wire> towers) {
        requireKnown(spec.tasks().stream().map(Task::name).toList());
        List<String> probabilities = probabilities(spec);
        for (int i = 0; i < probabilities.size(); i++) {
            Task task = spec.tasks().get(i);
            String probability = probabilities.get(i);
            GraphBuilding.dense(this.graph, probability, towers.apply(task, tower(task)), 1, Activation.SIGMOID,
                    WeightInit.XAVIER);
            this.joint.put(task.name(), joint(task, probability));
            addLoss(task, Objects.requireNonNull(this.joint.get(task.name())));
        }
        this.graph.setOutputs(spec.tasks().stream().map(Heads::loss).toArray(String[]::new));
    }

    private void requireKnown(List<String> names) {
        for (String task : this.options.lossWeights().keySet()) {
            if (!names.contains(task)) {
                throw new IllegalArgumentException("loss weight of unknown task '" + task + "'; available: " + names);
            }
        }
    }

    /** The vertex whose value the task's loss judges. */
    private String joint(Task task, String probability) {
        String given = task.givenTask();
        if (given == null || this.options.objective() == Objective.CLICK_SPACE) {
            return probability;
        }
        String product = "joint." + task.name();
        this.graph.addVertex(product, new ElementWiseVertex(ElementWiseVertex.Op.Product),
                this.joint.getOrDefault(given, given), probability);
        return product;
    }

    /**
     * The loss layer reads the probability itself: one with a sigmoid of its own writes the gradient over the logits that
     * it was given, and then computes the score from them.
     */
    private void addLoss(Task task, String probability) {
        INDArray weight = Nd4j.create(new float[]{(float) this.options.lossWeight(task.name())}, new long[]{1, 1},
                'c');
        this.graph.addLayer(loss(task),
                new LossLayer.Builder().lossFunction(new LossBinaryXENT(CLIPPING, weight))
                        .activation(Activation.IDENTITY)
                        .build(),
                probability);
    }

    private static String tower(Task task) {
        return "tower." + task.name();
    }

    private static String loss(Task task) {
        return "loss." + task.name();
    }

}
