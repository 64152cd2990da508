package io.multigate.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/** Callers in a closed loop, each posting its next request when the one before was answered, until they are closed. */
final class Callers implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client;

    private final AnswerCheck check;

    private final List<Traffic.Request> traffic;

    private final List<HttpRequest> posts;

    private final int every;

    private final AtomicLong sent = new AtomicLong();

    private final AtomicLong answers = new AtomicLong();

    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

    private final ExecutorService threads;

    private volatile boolean closed;

    /**
     * Starts the callers.
     * @param score where requests are posted
     * @param check holds answers to the network
     * @param traffic posted in turn
     * @param count how many callers
     * @param every which answers are checked
     */
    Callers(HttpClient client, URI score, AnswerCheck check, List<Traffic.Request> traffic, int count, int every) {
        this.client = client;
        this.check = check;
        this.traffic = traffic;
        this.every = every;
        this.posts = traffic.stream()
                .map((request) -> HttpRequest.newBuilder(score)
                        .header("Content-Type", "application/json")
                        .timeout(TIMEOUT)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()))
                        .build())
                .toList();
        this.threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            this.threads.execute(this::call);
        }
    }

    private void call() {
        try {
            while (!this.closed && this.failure.get() == null) {
                post(this.sent.getAndIncrement());
            }
        } catch (IOException | RuntimeException ex) {
            this.failure.compareAndSet(null, ex.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void post(long number) throws IOException, InterruptedException {
        int index = (int) (number % this.posts.size());
        HttpResponse<String> response = this.client.send(this.posts.get(index), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("status " + response.statusCode() + ": " + response.body());
        }
        if (number % this.every == 0) {
            this.check.check(this.traffic.get(index), response.body());
        }
        this.answers.incrementAndGet();
    }

    long answers() {
        return this.answers.get();
    }

    /** What went wrong first; then all callers stop. */
    Optional<String> failure() {
        return Optional.ofNullable(this.failure.get());
    }

    @Override
    public void close() {
        this.closed = true;
        this.threads.close();
    }

}
