package io.multigate.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import io.multigate.RunningService;

/** A request that is sent as it stands; clients would tidy it up. */
final class RawRequest {

    private RawRequest() {}

    /** The whole answer to a request of this line, such as {@code GET /%zz}, with further headers. */
    static String send(RunningService service, String line, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream()
                    .write((line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + String.join("", Stream.of(headers).map((header) -> header + "\r\n").toList()) + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

}
