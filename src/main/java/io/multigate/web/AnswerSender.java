package io.multigate.web;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

import io.multigate.admission.Admission;
import io.multigate.admission.RejectedCallException;
import io.multigate.admission.RejectionReason;
import io.multigate.scoring.RejectionMetrics;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.MediaType;

/**
 * Sends scores. An answer can be megabytes, and whoever reads it slowly keeps it in memory long after his call has left
 * its place inside: so it takes of what bodies may take, and only for a time.
 */
final class AnswerSender {

    /** Tomcat sends no more at once, so that no look at the clock is far away. */
    private static final int CHUNK = 8 * 1024;

    private final Admission admission;

    private final RejectionMetrics rejections;

    private final long patience;

    /**
     * A sender.
     * @param patience how long an answer may take to be sent
     */
    AnswerSender(Admission admission, RejectionMetrics rejections, Duration patience) {
        this.admission = admission;
        this.rejections = rejections;
        this.patience = patience.toNanos();
    }

    /**
     * Sends an answer, or as much of it as is read in time.
     * @throws RejectedCallException if bodies and answers take too much already
     */
    void send(byte[] answer, HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (Admission.Holding _ = this.admission.hold(answer.length)) {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setContentLength(answer.length);
            OutputStream output = response.getOutputStream();
            long start = System.nanoTime();
            for (int sent = 0; sent < answer.length; sent += CHUNK) {
                if (System.nanoTime() - start > this.patience) {
                    this.rejections.count(RejectionReason.CUT_OFF);
                    CutOffValve.cutOff(request);
                    return;
                }
                output.write(answer, sent, Math.min(CHUNK, answer.length - sent));
            }
            output.flush();
        } catch (IOException ex) {
            if (NestedExceptionUtils.getMostSpecificCause(ex) instanceof SocketTimeoutException) {
                this.rejections.count(RejectionReason.CUT_OFF);
            }
            throw ex;
        }
    }

}
