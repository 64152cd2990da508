package io.multigate.benchmark;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.multigate.feature.EncodedBatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A request through one of the sides of {@link SideBySide}, for what JMH knows to measure: bytes a call by
 * {@code -prof gc}, percentiles by {@code -bm sample}. Sides are compared there and not here, where they run minutes
 * apart.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PlanBenchmark {

    private static final int REQUESTS = 10;

    /** The reference model. */
    @Param({"reference-mmoe", "reference-esmm"})
    public String model = "";

    /** Candidates of a request. */
    @Param({"1", "25", "50", "150", "200", "500", "1000", "2000"})
    public int candidates;

    /** Who scores. */
    @Param({ScorerContender.CACHED, ScorerContender.PLAN, OnnxRuntimeContender.NAME, ScorerContender.NETWORK})
    public String side = "";

    @SuppressWarnings("NullAway.Init") // JMH calls open first
    private Contender contender;

    private int request;

    /** Makes the model and the requests, and refuses to go on if the side's answers are not the plan's. */
    @Setup
    public void open() {
        ReferenceModel reference = ReferenceModel.of(this.model);
        List<EncodedBatch> batches = reference.encode(new Traffic(20_000, 7).take(REQUESTS, this.candidates));
        Contender plan = ScorerContender.plan(reference, batches);
        this.contender = switch (this.side) {
            case ScorerContender.CACHED -> ScorerContender.cached(reference, batches);
            case ScorerContender.PLAN -> plan;
            case OnnxRuntimeContender.NAME -> new OnnxRuntimeContender(this.side, reference.onnx(),
                    reference.bundle().manifest().spec().tasks(), batches);
            case ScorerContender.NETWORK -> ScorerContender.network(reference, batches);
            default -> throw new IllegalArgumentException("unknown side '" + this.side + "'");
        };
        Agreement.require(List.of(plan, this.contender), REQUESTS);
    }

    /** Frees what lies outside the heap. */
    @TearDown
    public void close() {
        this.contender.close();
    }

    /** One request. */
    @Benchmark
    public float[][] score() {
        this.request = (this.request + 1) % REQUESTS;
        return this.contender.score(this.request);
    }

}
