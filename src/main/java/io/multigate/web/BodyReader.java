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

    private static final int FIRST_BUFFER = 64 * 1024;

    private static final String GZIP = "gzip";

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
            throw tooLarge();
        }
    }

    /**
     * The body's bytes, unpacked. The limit holds for them too, so that a small body cannot become a large one.
     * @throws UnreadableBodyException if it is too large or ends early
     * @throws RejectedCallException if the bodies inside take too much, or the deadline passes
     */
    byte[] read(HttpServletRequest request, Admission.Entry entry) {
        long announced = request.getContentLengthLong();
        int first = (int) ((announced >= 0) ? Math.min(announced, FIRST_BUFFER) : FIRST_BUFFER) + 1;
        entry.hold(first);
        byte[] buffer = new byte[first];
        int size = 0;
        try {
            InputStream input = body(request);
            while (true) {
                int count = input.read(buffer, size, buffer.length - size);
                if (count < 0) {
                    return (size == buffer.length) ? buffer : Arrays.copyOf(buffer, size);
                }
                size += count;
                if (size > this.limit) {
                    throw tooLarge();
                }
                if (size == buffer.length) {
                    int longer = (int) Math.min(2L * size, this.limit + 1L);
                    entry.hold(longer - size);
                    buffer = Arrays.copyOf(buffer, longer);
                }
                entry.deadline().check();
            }
        } catch (IOException ex) {
            // Tomcat notes the failure as one that nobody caught, which would be logged as the service's own.
            request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
            throw broken(ex);
        }
    }

    /** Whether a body of this content coding can be read. */
    static boolean reads(@Nullable String coding) {
        return coding == null || coding.equalsIgnoreCase("identity") || coding.equalsIgnoreCase(GZIP);
    }

    private static InputStream body(HttpServletRequest request) throws IOException {
        InputStream input = request.getInputStream();
        boolean gzipped = GZIP.equalsIgnoreCase(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        return gzipped ? new GZIPInputStream(input, FIRST_BUFFER) : input;
    }

    /** Tomcat wraps what the socket throws. */
    private static UnreadableBodyException broken(IOException failure) {
        if (failure instanceof ZipException || failure instanceof EOFException) {
            return new UnreadableBodyException(ProblemType.INVALID_REQUEST, RejectionReason.INVALID,
                    "the body is not gzip, or ends early");
        }
        if (failure instanceof SocketTimeoutException || failure.getCause() instanceof SocketTimeoutException) {
            return new UnreadableBodyException(ProblemType.SLOW_BODY, RejectionReason.DEADLINE,
                    "the body did not come in time");
        }
        return new UnreadableBodyException(ProblemType.INVALID_REQUEST, RejectionReason.INVALID,
                "the body is not transferred as HTTP wants it, or ends early");
    }

    private UnreadableBodyException tooLarge() {
        return new UnreadableBodyException(ProblemType.BODY_TOO_LARGE, RejectionReason.TOO_LARGE,
                "the body has more than " + this.limit + " bytes");
    }

}
