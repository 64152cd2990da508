package io.multigate.registry;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * What plans keep from one request to the next: {@code multigate.item-cache}.
 *
 * @param size bytes that the kept parts of all models' items may take together; 15 % of the heap unless given, 0 keeps
 * none
 */
public record ItemCacheProperties(@Nullable DataSize size) {

    private static final double SHARE_OF_HEAP = 0.15;

    public ItemCacheProperties {
        if (size != null && size.isNegative()) {
            throw new IllegalArgumentException("multigate.item-cache.size is " + size + "; it must be 0B or more");
        }
    }

    /** The bytes on a virtual machine whose heap may grow to {@code heap} bytes. */
    long bytes(long heap) {
        return (this.size != null) ? this.size.toBytes() : (long) (SHARE_OF_HEAP * heap);
    }

}
