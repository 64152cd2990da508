package io.multigate.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.multigate.Readme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** More callers than the memory of a small service has room for, who all begin something and do not go on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CrowdIT {

    private static final int CALLERS = 5_000;

    private static final int PATIENCE = 10_000;

    private static final int LARGE = 7_900_000;

    private RunningService service;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        this.service = RunningService.start("crowd", Map.of("JDK_JAVA_OPTIONS", "-Xmx256m"));
    }

    @AfterAll
    void stop() {
        this.service.close();
    }

    /**
     * Has so many callers send this at once, none of whom reads an answer or leaves before all have come.
     * @return how many of them came to send their head
     */
    private int gather(int callers, byte[] head, byte[] body) throws IOException, InterruptedException {
        Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
        AtomicInteger came = new AtomicInteger();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        for (int i = 0; i < callers; i++) {
            threads.execute(() -> sockets.add(begin(head, body, came)));
        }
        threads.shutdown();
        this.service.process().await("done with the crowd", Duration.ofMinutes(1), threads::isTerminated);
        for (Socket socket : sockets) {
            socket.close();
        }
        return came.get();
    }

    /** Whoever finds no room, or is turned away while sending, has come too. */
    private Socket begin(byte[] head, byte[] body, AtomicInteger came) {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.service.port()), PATIENCE);
            socket.getOutputStream().write(head);
            came.incrementAndGet();
            socket.getOutputStream().write(body);
        } catch (IOException ex) {
            return socket;
        }
        return socket;
    }

    private void requireRecovered() throws Exception {
        this.service.process()
                .await("ready again", Duration.ofMinutes(1), () -> this.service.get("/readyz").statusCode() == 200);
        this.service.process()
                .await("rid of the crowd", Duration.ofMinutes(1),
                        () -> this.service.seen().sum("multigate_admission_calls") == 0
                                && this.service.seen().sum("multigate_admission_bytes") == 0);
        assertThat(this.service.post("/v1/score", Readme.requestBody()).statusCode()).isEqualTo(200);
        assertThat(Path.of("target", "e2e", "crowd.log")).content().doesNotContain("OutOfMemoryError");
        this.service.process()
                .await("rid of its connections", Duration.ofMinutes(1),
                        () -> this.service.seen().instances("org.apache.coyote.Request") < 600);
        assertThat(this.service.seen().instances("org.apache.coyote.Request")).isPositive();
    }

    @Test
    void thoseWhoBeginABody() throws Exception {
        assertThat(gather(CALLERS, score("Content-Length: 100\r\n\r\n"), new byte[]{'{'})).isGreaterThan(1_000);
        requireRecovered();
    }

    @Test
    void thoseWhoBeginAHeader() throws Exception {
        assertThat(gather(CALLERS, score(""), new byte[0])).isGreaterThan(1_000);
        requireRecovered();
    }

    @Test
    void thoseWhoSendMostOfALargeBody() throws Exception {
        byte[] head = score("Content-Length: " + (LARGE + 1) + "\r\n\r\n");
        // Bodies have room for eight of these, in a quarter of the heap; the others are turned away.
        assertThat(gather(100, head, new byte[LARGE])).isGreaterThan(16);
        assertThat(this.service.scrape().body())
                .containsPattern("multigate_rejected_total\\{.*reason=\"memory\".*} [1-9]");
        requireRecovered();
    }

    private static byte[] score(String headers) {
        return ("POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers)
                .getBytes(StandardCharsets.US_ASCII);
    }

}
