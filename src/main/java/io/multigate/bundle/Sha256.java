package io.multigate.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

import org.apache.commons.codec.digest.DigestUtils;

/** Digests by SHA-256, in lower-case hexadecimal. */
public final class Sha256 {

    private Sha256() {}

    /** The digest of some bytes. */
    public static String of(byte[] bytes) {
        return DigestUtils.sha256Hex(bytes);
    }

    /** The digest of a file's bytes, which are streamed. */
    public static String of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in);
        }
    }

    /** As {@link #of(Path)}, but a symbolic link is an error. */
    static String ofRegularFile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return of(in);
        }
    }

    private static String of(InputStream in) throws IOException {
        MessageDigest digest = DigestUtils.getSha256Digest();
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

}
