package io.multigate.web;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;

import io.multigate.admission.Admission;
import io.multigate.admission.Deadline;
import io.multigate.scoring.InvalidCallException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ProtocolHandler;

/**
 * Knows when each call could be read first. In a crowd that is long before a thread reads it, and its caller waits from
 * then on. How long it waited before that, to be connected, the system does not tell.
 */
final class ArrivalValve extends ValveBase {

    private static final String ARRIVAL = ArrivalValve.class.getName();

    private static final ScopedValue<HandOver> HAND_OVER = ScopedValue.newInstance();

    ArrivalValve() {
        super(true);
    }

    /** Notes from now on when the handler gives work to a thread; the threads are set by then. */
    static void watch(ProtocolHandler handler) {
        Executor threads = handler.getExecutor();
        if (handler instanceof AbstractProtocol<?> protocol && threads != null) {
            protocol.setExecutor((work) -> {
                HandOver now = new HandOver(System.nanoTime());
                threads.execute(() -> ScopedValue.where(HAND_OVER, now).run(work));
            });
        }
    }

    /**
     * By when the call must be answered.
     * @throws InvalidCallException if its caller says how long he will wait, in words that cannot be read
     */
    static Deadline deadline(HttpServletRequest request, Admission admission) {
        return admission.deadline(RequestTimeout.of(request), since(request));
    }

    /** What has passed since the request could be read. */
    static Duration since(HttpServletRequest request) {
        return (request.getAttribute(ARRIVAL) instanceof Long arrival)
                ? Duration.ofNanos(System.nanoTime() - arrival)
                : Duration.ZERO;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.setAttribute(ARRIVAL, HAND_OVER.isBound() ? HAND_OVER.get().arrival() : System.nanoTime());
        getNext().invoke(request, response);
    }

    /** Of one connection, on one thread: the calls that it reads there after the first may have come just now. */
    private static final class HandOver {

        private final long moment;

        private boolean first = true;

        private HandOver(long moment) {
            this.moment = moment;
        }

        private long arrival() {
            long arrival = this.first ? this.moment : System.nanoTime();
            this.first = false;
            return arrival;
        }

    }

}
