package io.multigate.network;

import java.util.ArrayList;
import java.util.List;

import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

import io.multigate.model.ModelSpec;
import io.multigate.model.Task;
import io.multigate.network.GraphBuilding.Wire;

/**
 * The body of MMoE: the input of task k's tower is the sum over experts i of g_k(x)_i f_i(x), with
 * g_k(x) = softmax(W_k x + b_k) (Ma et al. 2018, equations 6 and 7).
 */
final class MixtureOfExperts implements GraphBuilding.Body {

    private final GraphBuilding building;

    private final Wire features;

    private final List<Wire> experts = new ArrayList<>();

    /** Adds the experts; each gate is added when its tower asks for its input. */
    MixtureOfExperts(GraphBuilding building, ModelSpec.MmoeSpec spec, String features, int width) {
        this.building = building;
        this.features = new Wire(features, width);
        for (int i = 0; i < spec.experts(); i++) {
            this.experts.add(building.layers("expert." + i, features, width, spec.expert()));
        }
    }

    /** The vertex of a task's gate weights: [rows, experts]. */
    static String gate(Task task) {
        return "gate." + task.name();
    }

    @Override
    public Wire towerInput(Task task) {
        String gate = gate(task);
        this.building.dense(gate, this.features, this.experts.size(), Activation.SOFTMAX, WeightInit.XAVIER);
        String[] shares = new String[this.experts.size()];
        for (int i = 0; i < shares.length; i++) {
            Wire expert = this.experts.get(i);
            String weight = "weight." + i + "." + task.name();
            shares[i] = "share." + i + "." + task.name();
            this.building.graph()
                    .addVertex(weight, new SubsetVertex(i, i), gate)
                    .addVertex(shares[i], new ElementWiseVertex(ElementWiseVertex.Op.Product), expert.vertex(),
                            weight);
        }
        String mixture = "mixture." + task.name();
        this.building.graph().addVertex(mixture, new ElementWiseVertex(ElementWiseVertex.Op.Add), shares);
        return new Wire(mixture, this.experts.getFirst().width());
    }

}
