package io.multigate.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The files of a bundle, and how large each may be: what is larger is refused before it is read. */
enum BundleFile {

    /** Names the others with their sizes and digests, so it is written last. */
    MANIFEST(ModelBundle.MANIFEST, 4L << 20),

    /** The fitted schema. */
    FEATURES("features.json", 512L << 20),

    /** The weights by name. */
    WEIGHTS("weights.safetensors", 8L << 30),

    /** The DL4J network. */
    NETWORK(ModelBundle.NETWORK, 8L << 30),

    /** Requests with their expected answers. */
    GOLDEN("golden.json", 64L << 20);

    private final String fileName;

    private final long maximumSize;

    BundleFile(String fileName, long maximumSize) {
        this.fileName = fileName;
        this.maximumSize = maximumSize;
    }

    /** Every file that the manifest lists: all but itself. */
    static List<BundleFile> listed() {
        return Arrays.stream(values()).filter((file) -> file != MANIFEST).toList();
    }

    String fileName() {
        return this.fileName;
    }

    /** In bytes. */
    long maximumSize() {
        return this.maximumSize;
    }

    Path in(Path directory) {
        return directory.resolve(this.fileName);
    }

    /** The exception that says what is wrong with this file. */
    InvalidBundleException invalid(String reason) {
        return new InvalidBundleException(this.fileName + " " + reason);
    }

    InvalidBundleException invalid(String reason, Throwable cause) {
        return new InvalidBundleException(this.fileName + " " + reason, cause);
    }

    /** The exception of a file that the system does not let through, without its path: callers of the service see it. */
    InvalidBundleException unreadable(IOException cause) {
        return invalid("cannot be read: " + FileFailure.reason(cause), cause);
    }

}
