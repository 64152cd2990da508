package io.multigate.web;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.multigate.RunningService;
import io.multigate.admission.Admission;

/** Callers who post the same request over and over until they are closed: always a few more than may be inside. */
final class SaturatingCallers implements AutoCloseable {

    private static final int MORE = 2;

    /** How long a caller who was turned away stays away; well below what a call takes, so that no place stays free. */
    private static final Duration RETRY = Duration.ofMillis(20);

    private final HttpClient client = HttpClient.newHttpClient();

    private final Admission admission;

    private final Queue<Duration> answered = new ConcurrentLinkedQueue<>();

    private final int cores = Runtime.getRuntime().availableProcessors();

    private final ExecutorService threads;

    private final List<Future<?>> callers = new ArrayList<>();

    private volatile boolean closed;

    /**
     * Begins.
     * @param queue calls that may wait besides those that are scored, one a core
     */
    SaturatingCallers(RunningService service, HttpRequest request, int queue) {
        this.admission = service.context().getBean(Admission.class);
        int count = this.cores + queue + MORE;
        this.threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            this.callers.add(this.threads.submit(() -> {
                while (!this.closed) {
                    post(request);
                }
                return null;
            }));
        }
    }

    private void post(HttpRequest request) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int status = this.client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status == 200) {
            this.answered.add(Duration.ofNanos(System.nanoTime() - start));
        } else {
            Thread.sleep(RETRY);
        }
    }

    /** Returns when as many calls are inside as there are cores to score them, or more. */
    void awaitBusyCores() throws InterruptedException {
        while (this.admission.inside() < this.cores) {
            Thread.sleep(1);
        }
    }

    /** How long each call took that got its scores so far, from being sent to the answer. */
    List<Duration> answered() {
        return List.copyOf(this.answered);
    }

    /** Lets every caller get its last answer; fails if one of them failed. */
    @Override
    public void close() {
        this.closed = true;
        this.threads.close();
        this.callers.forEach(Future::resultNow);
        this.client.close();
    }

}
