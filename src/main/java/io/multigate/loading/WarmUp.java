package io.multigate.loading;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

import io.multigate.bundle.InvalidBundleException;
import io.multigate.feature.FeatureRequest;
import io.multigate.feature.FeatureRow;
import io.multigate.inference.Predictions;
import io.multigate.inference.Scorer;

/**
 * Scores requests of many sizes until the JIT compiler has seen enough of them, so that the first callers do not wait
 * for it. Beside models of the same kind that serve already there is little to compile, and it is soon over.
 *
 * @param nanoTime the clock
 * @param compileTime what the JIT compiler has worked so far, in any unit
 * @param most when to stop at the latest
 */
record WarmUp(LongSupplier nanoTime, LongSupplier compileTime, Duration most) {

    /** Candidates a request: one, some, a page, and more than a block or two. */
    private static final int[] SIZES = {1, 8, 64, 300};

    /** After which even the loops of small models have been compiled. */
    private static final int ROUNDS = 200;

    /** Rounds without any compilation after which nothing is left to wait for. */
    private static final int QUIET_ROUNDS = 10;

    /**
     * Warms a scorer.
     * @return the figures
     * @throws InvalidBundleException if its answers change on the way
     */
    String warm(Scorer scorer, GoldenReplay replay) {
        List<FeatureRequest> requests = requests(replay);
        List<Predictions> first = answers(requests, scorer, replay);
        long start = this.nanoTime.getAsLong();
        int rounds = 1;
        long compiled = this.compileTime.getAsLong();
        int quiet = 0;
        while (rounds < ROUNDS && quiet < QUIET_ROUNDS && this.nanoTime.getAsLong() - start < this.most.toNanos()) {
            requireEqual(first, answers(requests, scorer, replay));
            rounds++;
            long now = this.compileTime.getAsLong();
            quiet = (now == compiled) ? quiet + 1 : 0;
            compiled = now;
        }
        return rounds + " rounds of " + requests.size() + " requests in "
                + (this.nanoTime.getAsLong() - start) / 1_000_000 + " ms";
    }

    /** The users of the golden examples with their candidates over and over. */
    private static List<FeatureRequest> requests(GoldenReplay replay) {
        List<FeatureRow> candidates = replay.golden()
                .examples()
                .stream()
                .flatMap((example) -> example.request().candidates().stream())
                .toList();
        FeatureRequest request = replay.golden().examples().getFirst().request();
        return Arrays.stream(SIZES)
                .mapToObj((size) -> new FeatureRequest(request.user(), request.context(),
                        IntStream.range(0, size).mapToObj((i) -> candidates.get(i % candidates.size())).toList()))
                .toList();
    }

    private static List<Predictions> answers(List<FeatureRequest> requests, Scorer scorer, GoldenReplay replay) {
        List<Predictions> answers = new ArrayList<>();
        requests.forEach((request) -> answers.add(scorer.score(replay.encoder().encode(request))));
        return answers;
    }

    private static void requireEqual(List<Predictions> first, List<Predictions> again) {
        for (int i = 0; i < first.size(); i++) {
            if (!Arrays.deepEquals(first.get(i).values(), again.get(i).values())
                    || !Arrays.deepEquals(first.get(i).gates(), again.get(i).gates())) {
                throw new InvalidBundleException("the same request got two different answers");
            }
        }
    }

}
