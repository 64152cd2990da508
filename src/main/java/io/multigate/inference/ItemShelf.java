package io.multigate.inference;

import java.util.concurrent.atomic.LongAdder;

import com.github.benmanes.caffeine.cache.Cache;
import org.jspecify.annotations.Nullable;

/** One model version's share of the {@link ItemCache}, and what it counted. Shared by all calls. */
public final class ItemShelf implements AutoCloseable {

    private final ItemCache items;

    private final Cache<ItemKey, float[]> parts;

    private final int units;

    private final LongAdder hits = new LongAdder();

    private final LongAdder misses = new LongAdder();

    private final LongAdder evictions = new LongAdder();

    private final LongAdder bytes = new LongAdder();

    private volatile boolean closed;

    ItemShelf(ItemCache items, int units) {
        this.items = items;
        this.parts = items.parts();
        this.units = units;
    }

    /** Length of a part. */
    int units() {
        return this.units;
    }

    /**
     * The kept part of an item, which nobody may write to.
     * @param noted whether the cache learns that the item was asked for: which moves its neighbours in the order of
     * eviction, and they lie anywhere in memory
     */
    float @Nullable [] find(ItemKey key, boolean noted) {
        return noted ? this.parts.getIfPresent(key) : this.parts.policy().getIfPresentQuietly(key);
    }

    /** Whether an item's part can be kept and no other has to go for it. */
    boolean hasRoom(ItemKey key) {
        return this.items.room() >= ItemCache.weight(key, this.units);
    }

    /** Keeps a part, which nobody may write to from now on. */
    void keep(ItemKey key, float[] part) {
        if (!this.closed) {
            ItemKey copy = key.copy();
            // First: what is counted and not kept would never be given back.
            this.parts.put(copy, part);
            hold(ItemCache.weight(copy, part.length));
            if (this.closed) {
                // Closed meanwhile, perhaps before the part was there to be dropped.
                this.parts.invalidate(copy);
            }
        }
    }

    void count(int found, int computed) {
        this.hits.add(found);
        this.misses.add(computed);
    }

    private void hold(int more) {
        this.bytes.add(more);
        this.items.hold(more);
    }

    /** A part has gone. */
    void left(int weight, boolean evicted) {
        hold(-weight);
        if (evicted) {
            this.evictions.increment();
        }
    }

    /** Candidates whose item was found. */
    public long hits() {
        return this.hits.sum();
    }

    /** Candidates whose item was computed. */
    public long misses() {
        return this.misses.sum();
    }

    /** Parts that had to make room for others. */
    public long evictions() {
        return this.evictions.sum();
    }

    /** Bytes that this version's parts take now. */
    public long bytes() {
        return this.bytes.sum();
    }

    /** Drops all parts; calls that follow keep theirs again. */
    public void drop() {
        this.parts.asMap().keySet().removeIf((key) -> key.shelf() == this);
    }

    /** Drops all parts and starts counting anew. */
    public void clear() {
        drop();
        this.hits.reset();
        this.misses.reset();
        this.evictions.reset();
    }

    /** Drops all parts and takes no more: calls that still run compute theirs. */
    @Override
    public void close() {
        this.closed = true;
        clear();
    }

}
