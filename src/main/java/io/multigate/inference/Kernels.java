package io.multigate.inference;

import java.lang.management.ManagementFactory;

import com.sun.management.HotSpotDiagnosticMXBean;

/** The kernels that there are. */
final class Kernels {

    /** Plain loops, right on every machine. */
    static final Kernel PLAIN = new PlainKernel();

    /** The fastest that this virtual machine can run. */
    static final Kernel FASTEST = fastest();

    private Kernels() {}

    private static Kernel fastest() {
        boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return (module && multipliesAndAdds() && VectorKernel.isCompiled()) ? new VectorKernel() : PLAIN;
    }

    /**
     * Whether the processor multiplies and adds in one instruction. Where it does not, Java computes the exact number
     * and rounds it, thousands of times slower. A virtual machine that does not tell is taken to have it.
     */
    private static boolean multipliesAndAdds() {
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return machine == null || Boolean.parseBoolean(machine.getVMOption("UseFMA").getValue());
        } catch (IllegalArgumentException _) {
            return true;
        }
    }

}
