package io.multigate.inference;

/** The kernels that there are. */
final class Kernels {

    /** Plain loops, right on every machine. */
    static final Kernel PLAIN = new PlainKernel();

    /** The fastest that this virtual machine can run. */
    static final Kernel FASTEST = fastest();

    private Kernels() {}

    private static Kernel fastest() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vectors ? new VectorKernel() : PLAIN;
    }

}
