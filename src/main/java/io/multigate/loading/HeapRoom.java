package io.multigate.loading;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import io.multigate.bundle.InvalidBundleException;
import io.multigate.bundle.ModelBundle;
import io.multigate.model.ModelManifest;

/**
 * Room on the heap for the models that are being loaded, estimated from the sizes of their files before they are read.
 * Thread safe: what one load has claimed, no other gets.
 */
final class HeapRoom {

    static final String ADVICE = "raise the heap (-Xmx), or unload a version";

    /** The weights themselves, given up once the model is loaded, and the plan's copy of them in the order in which it reads. */
    private static final int OF_WEIGHTS = 2;

    /**
     * Text that becomes objects, chosen so that the shipped models, 1.1 to 1.2 MB by this estimate, come to what each
     * version adds to the heap that {@code ReloadIT} keeps: 1.2 MB.
     */
    private static final int OF_TEXT = 12;

    private static final long MEGABYTE = 1 << 20;

    private final LongSupplier free;

    private final Lock lock = new ReentrantLock();

    private final Condition givenBack = this.lock.newCondition();

    /** Bytes that loads have claimed; as they go on they hold ever more of them. */
    private long claimed;

    /**
     * The room of a heap.
     * @param free tells the bytes that are free
     */
    HeapRoom(LongSupplier free) {
        this.free = free;
    }

    /** A load's claim to nothing yet. */
    Claim claim() {
        return new Claim();
    }

    /** What one load may fill, until it is closed. Made before anything is taken, so that nothing is lost on the way. */
    final class Claim implements AutoCloseable {

        private long bytes;

        private Claim() {}

        /**
         * Takes room. Where there may be enough once the other loads have ended, it waits for them.
         * @return the figures
         * @throws InvalidBundleException if there is too little
         */
        String take(long needed) {
            HeapRoom.this.lock.lock();
            try {
                long room = room();
                while (needed > room && HeapRoom.this.claimed > 0) {
                    HeapRoom.this.givenBack.awaitUninterruptibly();
                    room = room();
                }
                String figures = (needed > room) ? require(needed, HeapRoom.this.free) : figures(needed, room);
                HeapRoom.this.claimed += needed;
                this.bytes = needed;
                return figures;
            } finally {
                HeapRoom.this.lock.unlock();
            }
        }

        private long room() {
            return HeapRoom.this.free.getAsLong() - HeapRoom.this.claimed;
        }

        @Override
        public void close() {
            HeapRoom.this.lock.lock();
            try {
                HeapRoom.this.claimed -= this.bytes;
                this.bytes = 0;
                HeapRoom.this.givenBack.signalAll();
            } finally {
                HeapRoom.this.lock.unlock();
            }
        }

    }

    /** Bytes of heap that a model takes about while it is loaded. */
    static long needed(ModelManifest manifest) {
        long needed = 0;
        for (Map.Entry<String, ModelManifest.FileEntry> file : manifest.files().entrySet()) {
            long size = file.getValue().size();
            if (file.getKey().endsWith(".safetensors")) {
                needed += OF_WEIGHTS * size;
            } else if (!file.getKey().equals(ModelBundle.NETWORK)) {
                needed += OF_TEXT * size;
            }
        }
        return needed;
    }

    /**
     * Bytes of heap that are free. Of what was made lately most is garbage, so that of young objects only those count
     * that the last collection left; what it left of old ones is not known before all of the heap was collected.
     */
    static long free() {
        long live = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            // Only pools that fill up for long have such thresholds.
            MemoryUsage usage = pool.isUsageThresholdSupported() ? pool.getUsage() : pool.getCollectionUsage();
            if (pool.getType() == MemoryType.HEAP && usage != null) {
                live += usage.getUsed();
            }
        }
        return Runtime.getRuntime().maxMemory() - live;
    }

    /**
     * Requires room.
     * @param free tells the bytes that are free
     * @return the figures
     * @throws InvalidBundleException if there is too little
     */
    static String require(long needed, LongSupplier free) {
        long room = free.getAsLong();
        if (needed > room && needed <= Runtime.getRuntime().maxMemory()) {
            // Garbage among the old objects, such as a version that was unloaded, is seen by a collection alone. It
            // pauses the calls, but seldom: a version that finds no room is tried again ever more rarely.
            System.gc();
            room = free.getAsLong();
        }
        if (needed > room) {
            throw new InvalidBundleException(figures(needed, room) + "; " + ADVICE);
        }
        return figures(needed, room);
    }

    private static String figures(long needed, long room) {
        return "needs about " + megabytes(needed) + " of heap, " + megabytes(room) + " are free";
    }

    private static String megabytes(long bytes) {
        return Math.max(0, Math.ceilDiv(bytes, MEGABYTE)) + " MB";
    }

}
