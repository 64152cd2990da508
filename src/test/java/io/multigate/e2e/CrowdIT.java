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
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CrowdIT {

    private static final int CALLERS = 5_000;

    private static final int PATIENCE = 10_000;

    private static final int LARGE = 7_900_000;

    private static final String SCORE = "POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

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
     * @return how many of them could send all of it
     */
    private int gather(int callers, byte[] request) throws IOException, InterruptedException {
        Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
        AtomicInteger sent = new AtomicInteger();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        for (int i = 0; i < callers; i++) {
            threads.execute(() -> sockets.add(begin(request, sent)));
        }
        threads.shutdown();
        this.service.process().await("done with the crowd", Duration.ofMinutes(1), threads::isTerminated);
        for (Socket socket : sockets) {
            socket.close();
        }
        return sent.get();
    }

    /** Whoever finds no room, or is turned away while sending, has come too. */
    private Socket begin(byte[] request, AtomicInteger sent) {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.service.port()), PATIENCE);
            socket.getOutputStream().write(request);
            sent.incrementAndGet();
        } catch (IOException ex) {
            return socket;
        }
        return socket;
    }

    private void requireRecovered() throws Exception {
        this.service.process()
                .await("ready again", Duration.ofSeconds(10), () -> this.service.get("/readyz").statusCode() == 200);
        assertThat(this.service.post("/v1/score", Readme.requestBody()).statusCode()).isEqualTo(200);
        assertThat(Path.of("target", "e2e", "crowd.log")).content().doesNotContain("OutOfMemoryError");
        assertThat(this.service.seen().instances("org.apache.coyote.Request")).isBetween(1L, 599L);
    }

    @Test
    void thoseWhoBeginABody() throws Exception {
        byte[] begun = (SCORE + "Content-Length: 100\r\n\r\n{").getBytes(StandardCharsets.US_ASCII);
        assertThat(gather(CALLERS, begun)).isGreaterThan(1_000);
        requireRecovered();
    }

    @Test
    void thoseWhoBeginAHeader() throws Exception {
        assertThat(gather(CALLERS, SCORE.getBytes(StandardCharsets.US_ASCII))).isGreaterThan(1_000);
        requireRecovered();
    }

    @Test
    void thoseWhoSendMostOfALargeBody() throws Exception {
        byte[] head = (SCORE + "Content-Length: " + (LARGE + 1) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + LARGE];
        System.arraycopy(head, 0, request, 0, head.length);
        // Twice as many as bodies have room for, a quarter of the heap.
        assertThat(gather(100, request)).isGreaterThan(16);
        requireRecovered();
    }

}
