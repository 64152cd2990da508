package io.multigate.scoring;

import java.util.ArrayDeque;
import java.util.Deque;

/** The mean gate weights of about the last {@value #CANDIDATES} candidates. Guarded by whoever owns it. */
final class GateWindow {

    static final int CANDIDATES = 10_000;

    /** Calls are added up until they hold this many candidates, so that the window is a short list. */
    private static final int CHUNK = 500;

    private final Deque<Chunk> chunks = new ArrayDeque<>();

    /** [task x expert] */
    private final double[] sums;

    private long candidates;

    GateWindow(int size) {
        this.sums = new double[size];
    }

    /** Adds the sums of a call's gate weights and forgets what lies further back than the window. */
    void add(int count, double[] callSums) {
        Chunk last = this.chunks.peekLast();
        if (last == null || last.candidates >= CHUNK) {
            last = new Chunk(new double[this.sums.length]);
            this.chunks.addLast(last);
        }
        last.candidates += count;
        this.candidates += count;
        for (int i = 0; i < this.sums.length; i++) {
            last.sums[i] += callSums[i];
            this.sums[i] += callSums[i];
        }
        while (this.candidates - this.chunks.getFirst().candidates >= CANDIDATES) {
            forget(this.chunks.removeFirst());
        }
    }

    private void forget(Chunk chunk) {
        this.candidates -= chunk.candidates;
        for (int i = 0; i < this.sums.length; i++) {
            this.sums[i] -= chunk.sums[i];
        }
    }

    /** The means of {@code length} gate weights from an offset on; not a number before the first candidate. */
    double[] means(int offset, int length) {
        double[] means = new double[length];
        for (int i = 0; i < length; i++) {
            means[i] = Math.max(0, this.sums[offset + i]) / this.candidates;
        }
        return means;
    }

    private static final class Chunk {

        private final double[] sums;

        private long candidates;

        private Chunk(double[] sums) {
            this.sums = sums;
        }

    }

}
