package io.multigate.network;

import java.util.concurrent.atomic.AtomicBoolean;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Confines ND4J to the calling thread. Its work comes in small pieces, for which handing them to other threads costs
 * more than it gains, and sums that are made in one order are the same in each run.
 */
final class NativeThreads {

    private static final String RESIDENT_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

    private static final AtomicBoolean BLAS_CONFINED = new AtomicBoolean();

    static {
        // JavaCPP else asks the system for the process's memory at each array, of which a network makes thousands, and
        // at four times the heap collects it and fails, though what lies outside may well be as large.
        System.setProperty(RESIDENT_LIMIT, System.getProperty(RESIDENT_LIMIT, "0"));
    }

    private NativeThreads() {}

    static void confine() {
        Nd4j.getEnvironment().setMaxThreads(1);
        Nd4j.getEnvironment().setMaxMasterThreads(1);
        // For all threads: JavaCPP looks for the library each time, which takes long beside building a small network.
        if (BLAS_CONFINED.compareAndSet(false, true)) {
            Nd4j.factory().blas().setMaxThreads(1);
        }
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    }

}
