package io.multigate.benchmark;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** {@code cblas_sgemm} of an OpenBLAS in one thread, on arrays of the heap: what the vector kernel was chosen over. */
@SuppressWarnings("restricted")
final class OpenBlas {

    private static final int ROW_MAJOR = 101;

    private static final int AS_IT_IS = 111;

    private static final int LENGTH_OF_NAME = 64;

    private final Linker linker = Linker.nativeLinker();

    private final SymbolLookup library;

    private final MethodHandle multiply;

    /** Opens the library. */
    OpenBlas(Path file) {
        this.library = SymbolLookup.libraryLookup(file, Arena.global());
        this.multiply = this.linker.downcallHandle(this.library.findOrThrow("cblas_sgemm"),
                FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_FLOAT,
                        ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_FLOAT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                Linker.Option.critical(true));
        call("openblas_set_num_threads", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT), 1);
    }

    /** What it takes the processor for, such as {@code Haswell}; {@code OPENBLAS_CORETYPE} overrules it. */
    String processor() {
        MemorySegment name = (MemorySegment) call("openblas_get_corename", FunctionDescriptor.of(ValueLayout.ADDRESS));
        return name.reinterpret(LENGTH_OF_NAME).getString(0);
    }

    private Object call(String function, FunctionDescriptor descriptor, Object... arguments) {
        try {
            return this.linker.downcallHandle(this.library.findOrThrow(function), descriptor)
                    .invokeWithArguments(arguments);
        } catch (Throwable ex) {
            throw new IllegalStateException(function, ex);
        }
    }

    /** A product of random matrices, [rows x inputs] by [inputs x units]. */
    Runnable product(int rows, int inputs, int units) {
        MemorySegment x = numbers(rows * inputs);
        MemorySegment w = numbers(inputs * units);
        MemorySegment out = numbers(rows * units);
        return () -> {
            try {
                this.multiply.invokeExact(ROW_MAJOR, AS_IT_IS, AS_IT_IS, rows, units, inputs, 1f, x, inputs, w, units,
                        0f, out, units);
            } catch (Throwable ex) {
                throw new IllegalStateException("cblas_sgemm", ex);
            }
        };
    }

    private static MemorySegment numbers(int count) {
        SplittableRandom random = new SplittableRandom(count);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return MemorySegment.ofArray(numbers);
    }

}
