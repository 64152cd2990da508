package io.multigate.registry;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a thread give way to others. A Java thread's own priority does nothing on Linux; there {@code setpriority}
 * concerns the calling thread alone, whatever its manual says of processes, and so do the threads that it starts.
 */
final class Niceness {

    private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);

    private static final int PRIO_PROCESS = 0;

    private static final String COMPETES = "the thread that loads models competes with requests: its priority "
            + "cannot be lowered";

    private Niceness() {}

    /**
     * Lowers the calling thread's share of a contended processor; on other systems than Linux nothing happens.
     * @param nice 0 to 19; each step is about a fifth less
     */
    @SuppressWarnings("restricted") // native access is enabled for all of the class path
    static void lower(int nice) {
        if (!System.getProperty("os.name").equals("Linux")) {
            return;
        }
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle setPriority = linker.downcallHandle(linker.defaultLookup().findOrThrow("setpriority"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT));
            int refused = (int) setPriority.invokeExact(PRIO_PROCESS, 0, nice);
            if (refused != 0) {
                LOG.warn(COMPETES);
            }
        } catch (Throwable ex) {
            // A thread that ended here would leave its executor without one for ever.
            LOG.warn(COMPETES, ex);
        }
    }

}
