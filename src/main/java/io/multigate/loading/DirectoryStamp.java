package io.multigate.loading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.multigate.bundle.ModelBundle;

/**
 * What a version's directory looks like from outside, without a byte of its files being read. Between two equal stamps
 * nothing was written, as far as sizes, times, places on the disk and permissions tell.
 *
 * @param files by name; of each its size, time, place and permissions
 * @param readable whether the directory could be listed
 */
public record DirectoryStamp(SortedMap<String, String> files, boolean readable) {

    public DirectoryStamp {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** The stamp of a directory as it is now. */
    public static DirectoryStamp of(Path versionDirectory) {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> children = Files.list(versionDirectory)) {
            children.forEach((child) -> files.put(child.getFileName().toString(), attributes(child)));
            return new DirectoryStamp(files, true);
        } catch (IOException | UncheckedIOException ex) {
            return new DirectoryStamp(new TreeMap<>(), false);
        }
    }

    /**
     * Whether a load makes sense. The manifest is written last, so without it the version is still being written; a
     * directory that cannot be listed is left to the load, which says why.
     */
    public boolean complete() {
        return !this.readable || this.files.containsKey(ModelBundle.MANIFEST);
    }

    private static String attributes(Path file) {
        try {
            BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class,
                    LinkOption.NOFOLLOW_LINKS);
            PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class,
                    LinkOption.NOFOLLOW_LINKS);
            String permissions = (posix == null)
                    ? ""
                    : PosixFilePermissions.toString(posix.readAttributes().permissions());
            return basic.size() + " " + basic.lastModifiedTime() + " " + basic.fileKey() + " " + permissions;
        } catch (IOException ex) {
            return ex.getClass().getSimpleName();
        }
    }

}
