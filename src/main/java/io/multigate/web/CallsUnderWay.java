package io.multigate.web;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ProtocolHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * As the service stops, lets Tomcat finish what it has begun before it closes the connections. Spring Boot's graceful
 * shutdown looks at servlets alone: it does not see a call that Tomcat has read and not yet given to one, nor what is sent
 * after one has returned.
 */
final class CallsUnderWay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CallsUnderWay.class);

    private static final long LOOK = 5;

    private final AtomicInteger underWay = new AtomicInteger();

    private final Duration most;

    private volatile boolean running;

    /**
     * Of one server.
     * @param most how long they are waited for
     */
    CallsUnderWay(Duration most) {
        this.most = most;
    }

    /** Counts what the handler has under way from now on; the threads are set by then. */
    void watch(ProtocolHandler handler) {
        Executor threads = handler.getExecutor();
        if (handler instanceof AbstractProtocol<?> protocol && threads != null) {
            protocol.setExecutor(counting(threads));
        }
    }

    Executor counting(Executor threads) {
        return (work) -> {
            this.underWay.incrementAndGet();
            try {
                threads.execute(() -> {
                    try {
                        work.run();
                    } finally {
                        this.underWay.decrementAndGet();
                    }
                });
            } catch (RuntimeException | Error ex) {
                this.underWay.decrementAndGet();
                throw ex;
            }
        };
    }

    @Override
    public void start() {
        this.running = true;
    }

    @Override
    public void stop() {
        this.running = false;
        long start = System.nanoTime();
        try {
            while (this.underWay.get() > 0 && System.nanoTime() - start < this.most.toNanos()) {
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        int left = this.underWay.get();
        if (left > 0) {
            LOG.warn("{} calls are still under way; their connections are closed", left);
        }
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    /** After the graceful shutdown, before the server stops, 1,024 further on. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 512;
    }

}
