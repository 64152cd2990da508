package io.multigate.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

import io.multigate.model.ModelSpec;
import io.multigate.model.Task;
import io.multigate.model.WeightShapes;
import io.multigate.network.GraphBuilding.Wire;

/**
 * The body of MMoE: the input of task k's tower is the sum over experts i of g_k(x)_i f_i(x), with
 * g_k(x) = softmax(W_k x + b_k) (Ma et al. 2018, equations 6 and 7). Tasks that share the gate share the sum.
 */
final class MixtureOfExperts implements GraphBuilding.Body {

    private final GraphBuilding building;

    private final Wire features;

    private final ModelSpec.MmoeSpec spec;

    private final double balance;

    private final List<Wire> experts = new ArrayList<>();

    /** What each gate that was added makes of the experts, by the gate's name. */
    private final Map<String, Wire> mixtures = new HashMap<>();

    /** Adds the experts; each gate is added when a tower first asks for its input. */
    MixtureOfExperts(GraphBuilding building, ModelSpec.MmoeSpec spec, Wire features,
            GateOptions gates) {
        this.building = building;
        this.features = features;
        this.spec = spec;
        this.balance = gates.balance();
        for (int i = 0; i < spec.experts(); i++) {
            this.experts
                    .add(building.layers(WeightShapes.expert(i), features.vertex(), features.width(), spec.expert()));
        }
    }

    @Override
    public Wire towerInput(Task task) {
        return this.mixtures.computeIfAbsent(this.spec.gateName(task), this::mixture);
    }

    /** Adds a gate, whose vertex bears its name, [rows, experts], and the sum of the experts that it weights. */
    private Wire mixture(String gate) {
        String suffix = gate.substring(ModelSpec.MmoeSpec.GATE.length());
        this.building.dense(gate, this.features, this.experts.size(), Activation.SOFTMAX, WeightInit.XAVIER);
        String mixture = "mixture" + suffix;
        switch (this.building.use()) {
            case TRAINING -> this.building.graph()
                    .addVertex(mixture,
                            new ExpertSum(this.experts.size(), this.balance),
                            Stream
                                    .concat(Stream.of(gate), this.experts.stream().map(Wire::vertex))
                                    .toArray(String[]::new));
            case STORING -> addSum(mixture, gate, suffix);
        }
        return new Wire(mixture, this.experts.getFirst().width());
    }

    private void addSum(String mixture, String gate, String suffix) {
        String[] shares = new String[this.experts.size()];
        for (int i = 0; i < shares.length; i++) {
            String weight = "weight." + i + suffix;
            shares[i] = "share." + i + suffix;
            this.building.graph()
                    .addVertex(weight, new SubsetVertex(i, i), gate)
                    .addVertex(shares[i], new ElementWiseVertex(ElementWiseVertex.Op.Product),
                            this.experts.get(i).vertex(), weight);
        }
        this.building.graph().addVertex(mixture, new ElementWiseVertex(ElementWiseVertex.Op.Add), shares);
    }

}
