package io.multigate.bundle;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Says in words what the file system refuses: the message of its exceptions is often the path alone. */
public final class FileFailure {

    private FileFailure() {}

    /** Why, without the path. */
    public static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException system ->
                Objects.requireNonNullElse(system.getReason(), "the file system refuses");
            default -> Objects.requireNonNullElse(failure.getMessage(), "the file system fails");
        };
    }

    /** Which file, if that is known, and why. */
    public static String line(IOException failure) {
        return (failure instanceof FileSystemException system && system.getFile() != null)
                ? system.getFile() + ": " + reason(failure)
                : reason(failure);
    }

}
