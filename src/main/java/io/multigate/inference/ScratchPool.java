package io.multigate.inference;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Lends scratch to calls. It keeps a bounded number for later ones, however many threads there are: what comes back
 * beyond that is left to the garbage collector.
 */
final class ScratchPool {

    private final AtomicReferenceArray<Scratch> kept;

    private final Supplier<Scratch> source;

    ScratchPool(int capacity, Supplier<Scratch> source) {
        this.kept = new AtomicReferenceArray<>(capacity);
        this.source = source;
    }

    Scratch take() {
        for (int i = 0; i < this.kept.length(); i++) {
            if (this.kept.getPlain(i) != null) {
                Scratch scratch = this.kept.getAndSet(i, null);
                if (scratch != null) {
                    return scratch;
                }
            }
        }
        return this.source.get();
    }

    /** Takes back what a call has done with; one that failed keeps its own. */
    void give(Scratch scratch) {
        for (int i = 0; i < this.kept.length(); i++) {
            if (this.kept.getPlain(i) == null && this.kept.compareAndSet(i, null, scratch)) {
                return;
            }
        }
    }

}
