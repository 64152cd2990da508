package io.multigate.inference;

import java.util.concurrent.atomic.LongAdder;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Keeps what items add to the first layers of models, in a bounded number of bytes for all models together: those of
 * the more asked-for items stay. Shared by all calls.
 */
public final class ItemCache {

    /** A kept part costs this much besides its numbers: the headers of its objects and Caffeine's own node. */
    private static final int OVERHEAD = 160;

    /** Keeps nothing. */
    public static final ItemCache NONE = new ItemCache(0);

    private final Cache<ItemKey, float[]> parts;

    private final long bytes;

    private final LongAdder held = new LongAdder();

    /**
     * A cache.
     * @param bytes that all kept parts may take; 0 keeps none
     */
    public ItemCache(long bytes) {
        this(bytes, parts(bytes));
    }

    ItemCache(long bytes, Cache<ItemKey, float[]> parts) {
        this.bytes = bytes;
        this.parts = parts;
    }

    private static Cache<ItemKey, float[]> parts(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("an item cache of " + bytes + " bytes; it must be 0 or more");
        }
        // Upkeep on the caller's thread: handing a task over would cost more than the task.
        return Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((ItemKey key, float[] part) -> weight(key, part.length))
                .executor(Runnable::run)
                .<ItemKey, float[]>removalListener((key, part, cause) -> {
                    if (key != null && part != null) {
                        key.shelf().left(weight(key, part.length), cause.wasEvicted());
                    }
                })
                .build();
    }

    /** Bytes that the kept parts may take. */
    public long bytes() {
        return this.bytes;
    }

    /** Bytes that more parts may take still. */
    public long room() {
        return Math.max(0, this.bytes - this.held.sum());
    }

    /** Parts take so many more bytes, or less where it is negative. */
    void hold(long more) {
        this.held.add(more);
    }

    Cache<ItemKey, float[]> parts() {
        return this.parts;
    }

    /** Room for one model version. */
    ItemShelf shelf(int units) {
        return new ItemShelf(this, units);
    }

    /** Bytes of one kept part of so many numbers. */
    static int weight(ItemKey key, int units) {
        return OVERHEAD + Float.BYTES * units + Integer.BYTES * key.length();
    }

}
