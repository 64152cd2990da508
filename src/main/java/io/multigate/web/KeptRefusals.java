package io.multigate.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;

import org.apache.catalina.Lifecycle;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.http.FastHttpDateFormat;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.net.SocketEvent;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Answers 503 and keeps the connection. Tomcat ends each that had a 503, and nothing tells it not to: in an overload every
 * call that is turned away would cost both sides a connection, and the core that scores a twentieth of its answers
 * ({@code performance.md}). It looks at the status twice: as it writes the head of an answer, so these write theirs
 * themselves, and when the call is over, so it is taken back then, after the access log has seen it.
 */
final class KeptRefusals implements Adapter {

    private static final String KEPT = KeptRefusals.class.getName();

    private final Adapter catalina;

    private KeptRefusals(Adapter catalina) {
        this.catalina = catalina;
    }

    /** Makes them possible; Tomcat gives its connector an adapter as it begins. */
    static void install(Connector connector) {
        connector.addLifecycleListener((event) -> {
            if (Lifecycle.AFTER_INIT_EVENT.equals(event.getType())) {
                connector.getProtocolHandler()
                        .setAdapter(new KeptRefusals(connector.getProtocolHandler().getAdapter()));
            }
        });
    }

    /**
     * Sends a problem of which the rest of the connection takes no notice, with the headers that the response has. Where
     * Tomcat would end the connection for another reason, which its head has to say, the problem goes its usual way. A body
     * in chunks that also has a length, or is longer than Tomcat swallows, still ends it without notice.
     */
    static void send(Problem problem, org.apache.catalina.connector.Request request,
            org.apache.catalina.connector.Response response) throws IOException {
        String connection = String.join(",", Collections.list(request.getHeaders(HttpHeaders.CONNECTION)))
                .toLowerCase(Locale.ROOT);
        if (request.getConnector().getProtocolHandler() instanceof AbstractHttp11Protocol<?> http
                && isKept(request, response, http) && !connection.contains("close")) {
            problem.writeHeaders(response);
            Response raw = response.getCoyoteResponse();
            if (connection.contains("keep-alive") && http.getKeepAliveTimeout() > 0) {
                raw.setHeader("Keep-Alive", "timeout=" + http.getKeepAliveTimeout() / 1000);
                raw.setHeader(HttpHeaders.CONNECTION, "keep-alive");
            }
            send(problem, raw);
            request.getCoyoteRequest().setAttribute(KEPT, true);
        } else {
            problem.send(response);
        }
    }

    /** What Tomcat knows of a request and does not tell, as it decides it: HTTP/2 has no connections to end. */
    private static boolean isKept(org.apache.catalina.connector.Request request,
            org.apache.catalina.connector.Response response, AbstractHttp11Protocol<?> http) {
        return http.getAdapter() instanceof KeptRefusals && "HTTP/1.1".equals(request.getProtocol())
                && !request.getCoyoteRequest().hasExpectation() && !response.containsHeader(HttpHeaders.CONNECTION)
                && http.getMaxKeepAliveRequests() < 0
                && (http.getMaxSwallowSize() < 0 || request.getContentLengthLong() <= http.getMaxSwallowSize());
    }

    /** None of the headers holds what a caller sent, but an id that is {@link RequestId well formed}. */
    private static void send(Problem problem, Response raw) throws IOException {
        byte[] body = problem.toJson();
        MimeHeaders headers = raw.getMimeHeaders();
        headers.setValue(HttpHeaders.CONTENT_TYPE).setString(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        headers.setValue(HttpHeaders.CONTENT_LENGTH).setString(Integer.toString(body.length));
        headers.setValue(HttpHeaders.DATE).setString(FastHttpDateFormat.getCurrentDate());
        StringBuilder text = new StringBuilder(512).append("HTTP/1.1 ").append(problem.status()).append(" \r\n");
        for (int i = 0; i < headers.size(); i++) {
            text.append(headers.getName(i)).append(": ").append(headers.getValue(i)).append("\r\n");
        }
        byte[] head = text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        raw.setStatus(problem.status());
        raw.setCommitted(true);
        raw.doWrite(ByteBuffer.allocate(head.length + body.length).put(head).put(body).flip());
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        this.catalina.service(request, response);
        if (request.getAttribute(KEPT) != null) {
            response.setStatus(200);
        }
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
        return this.catalina.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent event) throws Exception {
        return this.catalina.asyncDispatch(request, response, event);
    }

    @Override
    public void log(Request request, Response response, long nanos) {
        this.catalina.log(request, response, nanos);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
        this.catalina.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
        return this.catalina.getDomain();
    }

}
