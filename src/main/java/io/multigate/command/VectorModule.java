package io.multigate.command;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Brings the JDK's Vector API into a virtual machine that was started without it. It is an incubator module: only the
 * option {@code --add-modules} loads it, and no attribute of a jar's manifest stands for that option. So that a plain
 * {@code java -jar} is fast too, the process starts itself again with it: {@code execv} keeps the process id, the open
 * streams, the environment and every other argument, and costs some 40 ms once. Where that is not possible (only Linux
 * tells a process its own arguments exactly) the plans are computed by plain loops.
 */
final class VectorModule {

    private static final String MODULE = "jdk.incubator.vector";

    private static final String OPTION = "--add-modules=" + MODULE;

    private static final Path OWN_ARGUMENTS = Path.of("/proc/self/cmdline");

    private VectorModule() {}

    /** Does not return where the process starts again. */
    static void require() {
        if (ModuleLayer.boot().findModule(MODULE).isPresent() || ModuleFinder.ofSystem().find(MODULE).isEmpty()
                || !Files.isReadable(OWN_ARGUMENTS)) {
            return;
        }
        try {
            List<String> arguments = arguments(Files.readAllBytes(OWN_ARGUMENTS));
            if (arguments.stream().noneMatch(VectorModule::forbids)) {
                arguments.add(1, OPTION);
                execute("/proc/self/exe", arguments);
            }
        } catch (IOException _) {
            // The plain kernel says so.
        }
    }

    /** Each ends with a zero byte. Latin-1 gives every byte back as it was. */
    static List<String> arguments(byte[] commandLine) {
        String text = new String(commandLine, StandardCharsets.ISO_8859_1);
        return new ArrayList<>(Arrays.asList(text.substring(0, text.lastIndexOf('\0')).split("\0", -1)));
    }

    /** A debugger would lose the process; the option itself did not help the first time. */
    private static boolean forbids(String argument) {
        return argument.equals(OPTION) || argument.startsWith("-agentlib:jdwp") || argument.startsWith("-Xrunjdwp");
    }

    /** Returns only if the system refuses. */
    @SuppressWarnings("restricted")
    private static void execute(String program, List<String> arguments) {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle execv = linker.downcallHandle(linker.defaultLookup().findOrThrow("execv"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
            MemorySegment vector = arena.allocate(ValueLayout.ADDRESS, arguments.size() + 1L);
            for (int i = 0; i < arguments.size(); i++) {
                vector.setAtIndex(ValueLayout.ADDRESS, i, text(arena, arguments.get(i)));
            }
            System.out.flush();
            System.err.flush();
            int _ = (int) execv.invokeExact(text(arena, program), vector);
        } catch (Throwable ex) {
            throw new IllegalStateException("cannot start " + program + " again", ex);
        }
    }

    private static MemorySegment text(SegmentAllocator allocator, String text) {
        return allocator.allocateFrom(text, StandardCharsets.ISO_8859_1);
    }

}
