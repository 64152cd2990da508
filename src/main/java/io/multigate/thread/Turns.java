package io.multigate.thread;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the calling thread takes turns with others on a contended processor. A Java thread's own priority does nothing on
 * Linux.
 * <p>
 * There a thread that wakes does not interrupt one that computes until that one's turn is over, which is looked at only
 * when the clock ticks: with 250 ticks a second up to 4 ms later, forty times of what an answer without scores takes. But
 * one that asked for shorter turns does, at once (since Linux 6.12, {@code PREEMPT_SHORT} in
 * {@code kernel/sched/features.h}; a Linux before 6.6 lets whoever wakes go first anyway, and both heed niceness). On other
 * systems nothing happens.
 */
public enum Turns {

    /** For threads that mostly wait. Those that they start take such turns too. */
    SHORT(0, Duration.ofNanos(100_000)),

    /** For threads that compute while somebody waits for it: a third of a processor's time where two compete. */
    LONG(5, Duration.ofMillis(100)),

    /** For work that nobody waits for: a tenth of it, so that others hardly notice and the work still ends. */
    BACKGROUND(10, Duration.ofMillis(100));

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private static final AtomicBoolean REFUSED = new AtomicBoolean();

    /** Bytes of {@code struct sched_attr} in its first form; see {@code sched_setattr(2)}. */
    private static final int SIZE = 48;

    private static final int POLICY_AT = 4;

    private static final int FLAGS_AT = 8;

    private static final int NICE_AT = 16;

    private static final int RUNTIME_AT = 24;

    /** {@code SCHED_OTHER}, of which alone turns can be had. */
    private static final int OTHER = 0;

    /**
     * {@code SCHED_FLAG_RESET_ON_FORK}: a carrier of virtual threads, which any thread may happen to start, computes no
     * scores and must not take long turns. Niceness it inherits all the same.
     */
    private static final long NOT_INHERITED = 1;

    private static final int WEAKEST = 19;

    private final int nice;

    private final Duration slice;

    Turns(int nice, Duration slice) {
        this.nice = nice;
        this.slice = slice;
    }

    /** Has the calling thread take such turns from now on; asked once a thread, for niceness adds up. */
    public void take() {
        if (Scheduler.KNOWN && !taken() && REFUSED.compareAndSet(false, true)) {
            LOG.warn("the operating system lets no thread choose how it takes turns on a processor, "
                    + "so that loads of models and long calls delay others");
        }
    }

    private boolean taken() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(SIZE, Long.BYTES);
            if (!Scheduler.read(attributes)) {
                return false;
            }
            if (attributes.get(ValueLayout.JAVA_INT, POLICY_AT) != OTHER) {
                return true;
            }
            attributes.set(ValueLayout.JAVA_INT, 0, SIZE);
            if (this != SHORT) {
                attributes.set(ValueLayout.JAVA_LONG, FLAGS_AT, NOT_INHERITED);
            }
            int before = attributes.get(ValueLayout.JAVA_INT, NICE_AT);
            attributes.set(ValueLayout.JAVA_INT, NICE_AT, Math.min(before + this.nice, WEAKEST));
            attributes.set(ValueLayout.JAVA_LONG, RUNTIME_AT, this.slice.toNanos());
            return Scheduler.write(attributes);
        }
    }

    /** The two system calls, for which Debian's C library has no functions; they concern the calling thread alone. */
    private static final class Scheduler {

        private static final String SYSTEM = System.getProperty("os.name") + " " + System.getProperty("os.arch");

        /** Of {@code sched_setattr}; {@code sched_getattr} is the next one. Zero where neither is known. */
        private static final long NUMBER = switch (SYSTEM) {
            case "Linux amd64" -> 314;
            case "Linux aarch64" -> 274;
            default -> 0;
        };

        static final boolean KNOWN = NUMBER != 0;

        private static boolean write(MemorySegment attributes) {
            return call(NUMBER, attributes, 0, 0) == 0;
        }

        private static boolean read(MemorySegment attributes) {
            return call(NUMBER + 1, attributes, attributes.byteSize(), 0) == 0;
        }

        @SuppressWarnings("restricted") // native access is enabled for all of the class path
        private static long call(long number, MemorySegment attributes, long third, long fourth) {
            Linker linker = Linker.nativeLinker();
            MethodHandle call = linker.downcallHandle(linker.defaultLookup().findOrThrow("syscall"),
                    FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                            ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG),
                    Linker.Option.firstVariadicArg(1));
            try {
                return (long) call.invokeExact(number, 0L, attributes, third, fourth);
            } catch (Throwable ex) {
                throw new IllegalStateException("the system call failed", ex);
            }
        }

    }

}
