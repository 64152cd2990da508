package io.multigate.loading;

import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.ZipException;

import org.jspecify.annotations.Nullable;

/** Failures that say nothing of a bundle: the same files may pass at another time. */
public final class PassingFailures {

    private static final Set<Class<? extends IOException>> OF_CONTENT = Set.of(NoSuchFileException.class,
            EOFException.class, ZipException.class, CharacterCodingException.class,
            CharConversionException.class);

    private PassingFailures() {}

    /** Whether the heap ran out. */
    public static boolean isOfTheHeap(Throwable failure) {
        return isCausedBy(failure, OutOfMemoryError.class::isInstance);
    }

    /** Whether a file could not be read, such as for an I/O error or too many open files. */
    public static boolean isOfTheFileSystem(Throwable failure) {
        return isCausedBy(failure, PassingFailures::isInputOutput);
    }

    /** Whether the virtual machine failed at what it had to do, such as at memory that is faulty. */
    public static boolean isOfTheMachine(Throwable failure) {
        return isCausedBy(failure, InternalError.class::isInstance);
    }

    /** Libraries, and some of Java's own, throw such exceptions for what a file holds too. */
    private static boolean isInputOutput(Throwable cause) {
        return cause instanceof IOException && cause.getClass().getModule().equals(IOException.class.getModule())
                && OF_CONTENT.stream().noneMatch((type) -> type.isInstance(cause));
    }

    private static boolean isCausedBy(Throwable failure, Predicate<Throwable> kind) {
        @Nullable
        Throwable cause = failure;
        while (cause != null && !kind.test(cause)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

}
