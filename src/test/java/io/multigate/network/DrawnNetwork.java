package io.multigate.network;

import java.util.List;

import io.multigate.feature.EncodedBatch;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureRequest;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.RandomModel;
import io.multigate.inference.Scorer;
import io.multigate.model.Objective;
import io.multigate.model.Weights;

/**
 * A random model in Deeplearning4j.
 *
 * @param model what was drawn
 * @param untrained the weights with which the network began
 * @param graph takes whichever weights a test wants
 */
record DrawnNetwork(RandomModel model, Weights untrained, MultiTaskGraph graph) {

    static DrawnNetwork initialise(RandomModel model) {
        MultiTaskGraph graph = MultiTaskGraph.initialise(model.schema(), model.spec(),
                TinyShop.options(Objective.ENTIRE_SPACE));
        return new DrawnNetwork(model, WeightExtractor.extract(graph), graph);
    }

    /** The network with these weights, and the plan of the weights that come out of it again. */
    Pair with(Weights weights) {
        this.graph.assign(weights);
        return new Pair(this.model, new GraphScorer(this.graph),
                PlanCompiler.compile(this.model.schema(), this.model.spec(), WeightExtractor.extract(this.graph)));
    }

    /**
     * A model's two forms.
     * @param model what was drawn
     * @param network the oracle
     * @param plan what serves
     */
    record Pair(RandomModel model, Scorer network, Scorer plan) {

        EncodedBatch encode(FeatureRequest request) {
            return new FeatureEncoder(this.model.schema()).encode(request);
        }

        List<Scorer> both() {
            return List.of(this.network, this.plan);
        }

    }

}
