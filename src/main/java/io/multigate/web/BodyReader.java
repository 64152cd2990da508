package io.multigate.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import io.multigate.admission.Admission;
import io.multigate.admission.RejectedCallException;
import io.multigate.admission.RejectionReason;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/** Reads a body whole, gzipped or not, but no byte more than is allowed. */
final class BodyReader {

    static final String SLOW = "the body did not come in time";

    private static final int FIRST_BUFFER = 64 * 1024;

    /** So few that what comes within one read stays far below what {@link GzipSource} lets pass. */
    private static final int GZIP_BUFFER = 4 * 1024;

    /** How many times its length a gzipped body is, at a guess. */
    private static final int UNPACKED = 8;

    private static final String GZIP = "gzip";

    /** The length of a body that comes in chunks, or packed. */
    private static final long UNKNOWN = -1;

    private final int limit;

    /**
     * A reader.
     * @param limit bytes that a body may have
     */
    BodyReader(int limit) {
        this.limit = limit;
    }

    /**
     * Turns a body away that announces more bytes than are allowed.
     * @throws UnreadableBodyException if it does
     */
    void checkAnnounced(HttpServletRequest request) {
        if (request.getContentLengthLong() > this.limit) {
            throw tooLarge(this.limit);
        }
    }

    /**
     * The body's bytes, unpacked. The limit holds for them too, so that a small body cannot become a large one.
     * @throws UnreadableBodyException if it is too large or ends early
     * @throws RejectedCallException if the bodies inside take too much, or the deadline passes
     */
    byte[] read(HttpServletRequest request, Admission.Entry entry) {
        long length = request.getContentLengthLong();
        try {
            if (!GZIP.equalsIgnoreCase(request.getHeader(HttpHeaders.CONTENT_ENCODING))) {
                return read(request.getInputStream(), length, length, entry, () -> {
                });
            }
            GzipSource source = new GzipSource(request.getInputStream(), entry, this.limit);
            try (InputStream unpacked = new GZIPInputStream(source, GZIP_BUFFER)) {
                byte[] body = read(unpacked, UNKNOWN, UNPACKED * length, entry, source::yielded);
                source.checkWhole();
                return body;
            }
        } catch (IOException ex) {
            // Tomcat notes the failure as one that nobody caught, which would be logged as the service's own.
            request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
            throw broken(ex);
        }
    }

    /**
     * Of a body whose length is known Tomcat gives no byte more: one buffer is of that length in the end.
     * @param guess how long it may be, for the first buffer; none if not positive
     */
    private byte[] read(InputStream input, long length, long guess, Admission.Entry entry, Runnable came)
            throws IOException {
        long most = (length == UNKNOWN) ? this.limit + 1L : length;
        int first = (int) Math.min(most, (guess > 0) ? Math.min(guess, FIRST_BUFFER) : FIRST_BUFFER);
        entry.hold(first);
        byte[] buffer = new byte[first];
        int size = 0;
        while (size < length || length == UNKNOWN) {
            if (size == buffer.length) {
                int longer = (int) Math.min(2L * size, most);
                entry.hold(longer - size);
                buffer = Arrays.copyOf(buffer, longer);
            }
            int count = input.read(buffer, size, buffer.length - size);
            if (count < 0) {
                break;
            }
            came.run();
            size += count;
            if (size > this.limit) {
                throw tooLarge(this.limit);
            }
            entry.deadline().check();
        }
        return (size == buffer.length) ? buffer : Arrays.copyOf(buffer, size);
    }

    /** Whether a body of this content coding can be read. */
    static boolean reads(@Nullable String coding) {
        return coding == null || coding.equalsIgnoreCase("identity") || coding.equalsIgnoreCase(GZIP);
    }

    /** Tomcat wraps what the socket throws. */
    private static UnreadableBodyException broken(IOException failure) {
        if (failure instanceof ZipException || failure instanceof EOFException) {
            return new UnreadableBodyException(ProblemType.INVALID_REQUEST, RejectionReason.INVALID,
                    "the body is not gzip, or ends early");
        }
        if (failure instanceof SocketTimeoutException || failure.getCause() instanceof SocketTimeoutException) {
            return new UnreadableBodyException(ProblemType.SLOW_BODY, RejectionReason.SLOW_BODY, SLOW);
        }
        return new UnreadableBodyException(ProblemType.INVALID_REQUEST, RejectionReason.INVALID,
                "the body is not transferred as HTTP wants it, or ends early");
    }

    static UnreadableBodyException tooLarge(int limit) {
        return new UnreadableBodyException(ProblemType.BODY_TOO_LARGE, RejectionReason.TOO_LARGE,
                "the body has more than " + limit + " bytes");
    }

}
