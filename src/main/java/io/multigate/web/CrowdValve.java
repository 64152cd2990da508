package io.multigate.web;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.AbstractProtocol;

import org.springframework.http.HttpHeaders;

/**
 * Ends connections with their next answers while few more may be opened. Else those who keep theirs would shut out everyone
 * else, who would wait where nothing sees them until a kept connection has been idle for a minute.
 */
final class CrowdValve extends ValveBase {

    CrowdValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol
                && isCrowded(protocol)) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        getNext().invoke(request, response);
    }

    /** Three quarters are taken; a limit below 1 is none. */
    private static boolean isCrowded(AbstractProtocol<?> protocol) {
        int limit = protocol.getMaxConnections();
        return limit > 0 && protocol.getConnectionCount() > limit - limit / 4;
    }

}
