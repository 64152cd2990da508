package io.multigate.benchmark;

import java.util.List;

import io.multigate.feature.EncodedBatch;
import io.multigate.inference.ItemCache;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.Scorer;
import io.multigate.inference.ScoringPlan;
import io.multigate.network.GraphFile;
import io.multigate.network.GraphScorer;
import io.multigate.network.MultiTaskGraph;

/**
 * One of the project's own scorers.
 *
 * @param name as it is called in tables
 * @param scorer what scores
 * @param batches the requests, encoded
 * @param resource what is freed at the end
 */
record ScorerContender(String name, Scorer scorer, List<EncodedBatch> batches, Runnable resource) implements Contender {

    /** The plan whose item cache holds every item of the requests. */
    static final String CACHED = "plan-cached";

    /** The plan without an item cache. */
    static final String PLAN = "plan";

    /** The Deeplearning4j network. */
    static final String NETWORK = "dl4j";

    /** More than the items of all requests take. */
    private static final long CACHE_BYTES = 1L << 30;

    /** The compiled plan, which keeps nothing from one request to the next. */
    static Contender plan(ReferenceModel model, List<EncodedBatch> batches) {
        ScoringPlan plan = PlanCompiler.compile(model.bundle().schema(), model.bundle().manifest().spec(),
                model.bundle().weights());
        return new ScorerContender(PLAN, plan, batches, () -> {
        });
    }

    /** The compiled plan with an item cache, which has seen every item. */
    static Contender cached(ReferenceModel model, List<EncodedBatch> batches) {
        ScoringPlan plan = PlanCompiler.compile(model.bundle().schema(), model.bundle().manifest().spec(),
                model.bundle().weights(), new ItemCache(CACHE_BYTES));
        batches.forEach(plan::score);
        return new ScorerContender(CACHED, plan, batches, () -> {
        });
    }

    /** The Deeplearning4j network, confined to the calling thread as it is in the service. */
    static Contender network(ReferenceModel model, List<EncodedBatch> batches) {
        MultiTaskGraph graph = GraphFile.read(model.bundle().network(), model.bundle().schema(),
                model.bundle().manifest().spec());
        return new ScorerContender(NETWORK, new GraphScorer(graph), batches, graph::close);
    }

    @Override
    public float[][] score(int request) {
        return this.scorer.score(this.batches.get(request)).values();
    }

    @Override
    public void close() {
        this.resource.run();
    }

}
