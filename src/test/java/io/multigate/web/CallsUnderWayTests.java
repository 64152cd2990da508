package io.multigate.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.multigate.MultigateApplication;
import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class CallsUnderWayTests {

    private static final Executor THREADS = (work) -> Thread.ofVirtual().start(work);

    private static final String BODY = "{\"candidates\": [{\"id\": \"a\", \"features\": {}}]}";

    /** Holds score calls back before their servlet, as a processor with other work may. */
    static final class Door extends ValveBase {

        private final CountDownLatch reached = new CountDownLatch(1);

        private final CountDownLatch opened = new CountDownLatch(1);

        Door() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            this.reached.countDown();
            await(this.opened);
            getNext().invoke(request, response);
        }

    }

    private static WebServerFactoryCustomizer<TomcatServletWebServerFactory> before(Door door) {
        return new WebServerFactoryCustomizer<>() {

            @Override
            public void customize(TomcatServletWebServerFactory factory) {
                factory.addEngineValves(door);
            }

        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Test
    void aCallThatHasNotReachedItsServletIsAnsweredToo(CapturedOutput output) throws Exception {
        Door door = new Door();
        ConfigurableApplicationContext service = new SpringApplicationBuilder(MultigateApplication.class)
                .initializers((context) -> context.getBeanFactory().registerSingleton("door", before(door)))
                .initializers((context) -> ((GenericApplicationContext) context).registerBean("callsUnderWay",
                        CallsUnderWay.class, () -> new CallsUnderWay(Duration.ofSeconds(20))))
                .run("--server.port=0", "--management.server.port=0", "--server.shutdown=graceful",
                        "--spring.main.register-shutdown-hook=false", "--multigate.admission.deadline=20s",
                        "--spring.main.allow-bean-definition-overriding=true");
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        try (HttpClient client = HttpClient.newHttpClient()) {
            CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/score"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(BODY))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            await(door.reached);
            CompletableFuture<Void> closed = CompletableFuture.runAsync(service::close, THREADS);
            while (!output.getAll().contains("Graceful shutdown complete")) {
                assertThat(closed).isNotDone();
                Thread.sleep(10);
            }
            // Time enough to close the connections, were they not kept for the call.
            Thread.sleep(500);
            door.opened.countDown();

            assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            closed.get(20, TimeUnit.SECONDS);
        } finally {
            door.opened.countDown();
            service.close();
        }
    }

    @Test
    void aCallThatDoesNotEndIsNotWaitedForLong(CapturedOutput output) {
        CountDownLatch end = new CountDownLatch(1);
        CallsUnderWay calls = new CallsUnderWay(Duration.ofMillis(50));
        calls.counting(THREADS).execute(() -> await(end));

        calls.stop();

        assertThat(output).contains("1 calls are still under way");
        end.countDown();
    }

    @Test
    void whatNoThreadTakesIsNotUnderWay(CapturedOutput output) {
        CallsUnderWay calls = new CallsUnderWay(Duration.ofMillis(50));
        Executor full = calls.counting((_) -> {
            throw new RejectedExecutionException("full");
        });

        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> full.execute(() -> {
        }));

        calls.stop();
        assertThat(output).doesNotContain("under way");
    }

}
