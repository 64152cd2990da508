package io.multigate.inference;

/** The kernels that there are. */
final class Kernels {

    /** Plain loops, right on every machine. */
    static final Kernel PLAIN = new PlainKernel();

    private Kernels() {}

}
