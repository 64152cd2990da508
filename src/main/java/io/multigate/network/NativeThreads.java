package io.multigate.network;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Confines ND4J to the calling thread. Its work comes in small pieces, for which handing them to other threads costs
 * more than it gains, and sums that are made in one order are the same in each run.
 */
final class NativeThreads {

    private NativeThreads() {}

    static void confine() {
        Nd4j.getEnvironment().setMaxThreads(1);
        Nd4j.getEnvironment().setMaxMasterThreads(1);
        Nd4j.factory().blas().setMaxThreads(1);
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    }

}
