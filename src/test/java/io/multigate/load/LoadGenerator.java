package io.multigate.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/** Posts the same requests over and over, at a rate that no answer slows down or one after another. */
public final class LoadGenerator implements AutoCloseable {

    private final int port;

    private final List<byte[]> requests;

    private final AnswerChecker checker;

    private final ConcurrentLinkedDeque<HttpConnection> idle = new ConcurrentLinkedDeque<>();

    private final AtomicInteger number = new AtomicInteger();

    /** Is shown each answer. */
    @FunctionalInterface
    public interface AnswerChecker {

        /**
         * Says what is wrong with an answer of status 200; null if nothing is.
         * @param request the number of the request
         * @param body the answer
         */
        @Nullable
        String fault(int request, String body);

    }

    /**
     * A generator.
     * @param port of the service
     * @param path of the score operation
     * @param headers more headers, each ended by CR LF
     * @param bodies what is posted in turn
     * @param checker is shown each answer
     */
    public LoadGenerator(int port, String path, String headers, List<byte[]> bodies, AnswerChecker checker) {
        this.port = port;
        this.requests = bodies.stream().map((body) -> HttpConnection.post(path, headers, body)).toList();
        this.checker = checker;
    }

    /** Sends {@code rate} requests a second for a time, each at its moment whether or not others have been answered. */
    public LoadOutcome open(double rate, Duration duration) {
        return open(rate, duration, () -> true);
    }

    /** The same, ending early when the condition no longer holds. */
    public LoadOutcome open(double rate, Duration duration, BooleanSupplier wanted) {
        long interval = (long) (1e9 / rate);
        long count = (long) (rate * duration.toNanos() / 1e9);
        List<LoadOutcome.Call> calls = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            for (long i = 0; i < count && wanted.getAsBoolean(); i++) {
                long intended = start + i * interval;
                for (long left = intended - System.nanoTime(); left > 0; left = intended - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                callers.execute(() -> calls.add(call(intended)));
            }
        }
        return new LoadOutcome(List.copyOf(calls));
    }

    /** Keeps so many requests under way for a time. */
    public LoadOutcome closed(int connections, Duration duration) {
        List<LoadOutcome.Call> calls = Collections.synchronizedList(new ArrayList<>());
        long end = System.nanoTime() + duration.toNanos();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                callers.execute(() -> {
                    while (System.nanoTime() < end) {
                        calls.add(call(System.nanoTime()));
                    }
                });
            }
        }
        return new LoadOutcome(List.copyOf(calls));
    }

    private LoadOutcome.Call call(long intended) {
        int request = Math.floorMod(this.number.getAndIncrement(), this.requests.size());
        long sent = System.nanoTime();
        try {
            HttpConnection.Answer answer = answer(this.requests.get(request));
            long done = System.nanoTime();
            String fault = (answer.status() == 200) ? fault(request, answer.body()) : null;
            return new LoadOutcome.Call(intended, sent, done, answer.status(), fault);
        } catch (HttpConnection.UnansweredException ex) {
            return new LoadOutcome.Call(intended, sent, System.nanoTime(), LoadOutcome.REFUSED, ex.toString());
        } catch (IOException | RuntimeException ex) {
            return new LoadOutcome.Call(intended, sent, System.nanoTime(), LoadOutcome.LOST, ex.toString());
        }
    }

    /** An answer that the checker cannot even look at is as wrong as any. */
    private @Nullable String fault(int request, String body) {
        try {
            return this.checker.fault(request, body);
        } catch (RuntimeException ex) {
            return ex.toString();
        }
    }

    /** A kept connection may have been closed meanwhile; then the request is sent again over a new one. */
    private HttpConnection.Answer answer(byte[] request) throws IOException {
        HttpConnection kept = this.idle.pollLast();
        if (kept != null) {
            try {
                return answer(kept, request);
            } catch (HttpConnection.UnansweredException _) {
                // As every client does.
            }
        }
        return answer(new HttpConnection(this.port), request);
    }

    private HttpConnection.Answer answer(HttpConnection connection, byte[] request) throws IOException {
        boolean kept = false;
        try {
            HttpConnection.Answer answer = connection.send(request);
            kept = answer.kept();
            return answer;
        } finally {
            if (kept) {
                this.idle.addLast(connection);
            } else {
                close(connection);
            }
        }
    }

    private static void close(HttpConnection connection) {
        try {
            connection.close();
        } catch (IOException _) {
            // It is broken already.
        }
    }

    @Override
    public void close() {
        this.idle.forEach(LoadGenerator::close);
    }

}
