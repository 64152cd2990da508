package io.multigate.e2e;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request that is well-formed HTTP/1.1, and wrong in what it says.
 *
 * @param method as it is sent
 * @param target path and query, encoded
 * @param headers as lines
 * @param body as it is sent
 * @param announced length of the body by its header; more than there is makes a body that ends early
 */
record WrongRequest(String method, String target, List<String> headers, byte[] body, long announced) {

    byte[] bytes() {
        StringBuilder head = new StringBuilder();
        head.append(this.method).append(' ').append(this.target).append(" HTTP/1.1\r\nHost: localhost\r\n");
        this.headers.forEach((header) -> head.append(header).append("\r\n"));
        head.append("Connection: close\r\nContent-Length: ").append(this.announced).append("\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(this.body);
        return bytes.toByteArray();
    }

    /** For the report of a failure: enough to send it again, unless the body is long. */
    @Override
    public String toString() {
        String text = new String(this.body, StandardCharsets.UTF_8);
        return this.method + " " + this.target + " " + this.headers + ", announced " + this.announced + ": "
                + text.substring(0, Math.min(text.length(), 2_000));
    }

}
