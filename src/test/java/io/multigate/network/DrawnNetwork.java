package io.multigate.network;

import java.util.List;
import java.util.stream.Stream;

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
 * @param training the network as it is trained; takes whichever weights a test wants
 * @param stored the network as it is stored, which each load holds the plan to; takes the same weights
 */
record DrawnNetwork(RandomModel model, Weights untrained, MultiTaskGraph training,
        MultiTaskGraph stored) implements AutoCloseable {

    static DrawnNetwork initialise(RandomModel model) {
        MultiTaskGraph graph = MultiTaskGraph.initialise(model.schema(), model.spec(),
                TinyShop.options(Objective.ENTIRE_SPACE));
        return new DrawnNetwork(model, WeightExtractor.extract(graph), graph, graph.storableCopy());
    }

    /** The network with these weights, and the plan of the weights that come out of it again. */
    Forms with(Weights weights) {
        this.training.assign(weights);
        Weights out = WeightExtractor.extract(this.training);
        this.stored.assign(out);
        return new Forms(this.model, List.of(new GraphScorer(this.training), new GraphScorer(this.stored)),
                PlanCompiler.compile(this.model.schema(), this.model.spec(), out));
    }

    @Override
    public void close() {
        this.training.close();
        this.stored.close();
    }

    /**
     * A model's forms.
     * @param model what was drawn
     * @param networks as it is trained, and as it is stored
     * @param plan what serves
     */
    record Forms(RandomModel model, List<Scorer> networks, Scorer plan) {

        EncodedBatch encode(FeatureRequest request) {
            return new FeatureEncoder(this.model.schema()).encode(request);
        }

        List<Scorer> all() {
            return Stream.concat(this.networks.stream(), Stream.of(this.plan)).toList();
        }

    }

}
