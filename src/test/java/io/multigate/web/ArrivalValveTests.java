package io.multigate.web;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import io.multigate.RunningService;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ArrivalValveTests {

    private final Queue<Runnable> waiting = new ArrayDeque<>();

    private final List<Duration> waits = new ArrayList<>();

    /** A call as Tomcat shows it. */
    private void call(Connector connector) {
        Request request = new Request(connector, new org.apache.coyote.Request());
        ArrivalValve valve = new ArrivalValve();
        valve.setNext(new ValveBase() {

            @Override
            public void invoke(Request seen, Response response) {
                ArrivalValveTests.this.waits.add(ArrivalValve.since(seen));
            }

        });
        try {
            valve.invoke(request, new Response(new org.apache.coyote.Response()));
        } catch (Exception ex) {
            throw new AssertionError(ex);
        }
    }

    @Test
    void aCallWaitsFromWhenItsConnectionCouldBeReadAndThoseBehindItFromWhenTheyAreRead() {
        Connector connector = new Connector();
        Http11NioProtocol handler = (Http11NioProtocol) connector.getProtocolHandler();
        handler.setExecutor(this.waiting::add);
        ArrivalValve.watch(handler);

        handler.getExecutor().execute(() -> {
            call(connector);
            call(connector);
        });
        long handedOver = System.nanoTime();
        while (System.nanoTime() - handedOver < 1_000_000) {
            Thread.onSpinWait();
        }
        long begun = System.nanoTime();
        this.waiting.remove().run();
        long done = System.nanoTime();

        assertThat(this.waits.getFirst()).isGreaterThanOrEqualTo(Duration.ofMillis(1));
        assertThat(this.waits.getLast()).isLessThanOrEqualTo(Duration.ofNanos(done - begun));
    }

    @Test
    void aCallThatNobodyHandedOverHasNotWaited() {
        call(new Connector());

        assertThat(this.waits.getFirst()).isLessThan(Duration.ofSeconds(1));
    }

    /** Nor asked for its key. */
    @Test
    void aCallWhoseTimeWasOverBeforeAThreadReadItIsNotScored(@TempDir Path models) throws InterruptedException {
        try (RunningService service = RunningService.startSmall(models, RunningService.administrable());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int carriers = Runtime.getRuntime().availableProcessors();
            CountDownLatch taken = new CountDownLatch(carriers);
            AtomicBoolean done = new AtomicBoolean();
            for (int i = 0; i < carriers; i++) {
                threads.execute(() -> {
                    taken.countDown();
                    while (!done.get()) {
                        Thread.onSpinWait();
                    }
                });
            }
            taken.await();
            CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(
                    () -> service.send(HttpRequest.newBuilder(service.uri("/v1/score"))
                            .header("Content-Type", "application/json")
                            .header(RequestTimeout.OWN, "200")
                            .POST(HttpRequest.BodyPublishers.ofString("{}"))));
            Thread.sleep(600);
            done.set(true);

            assertThat(answer.join().statusCode()).isEqualTo(504);
        }
    }

}
