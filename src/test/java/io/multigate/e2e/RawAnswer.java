package io.multigate.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came back on a connection of its own. No library sends what is wrong on purpose.
 *
 * @param status of HTTP
 * @param headers by their names in lower case
 * @param body as text
 */
record RawAnswer(int status, Map<String, String> headers, String body) {

    /**
     * Sends bytes and reads until the other side is done.
     * @throws IOException if there is no answer within the limit
     */
    static RawAnswer of(int port, byte[] request, Duration limit) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) limit.toMillis());
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    private static RawAnswer parse(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no answer but '" + text + "'");
        }
        String[] lines = text.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), lines[i].substring(colon + 1).strip());
        }
        byte[] body = Arrays.copyOfRange(bytes, end + 4, bytes.length);
        int status = Integer.parseInt(lines[0].substring(9, 12));
        if (status == 100) {
            return parse(body);
        }
        byte[] whole = "chunked".equals(headers.get("transfer-encoding")) ? joined(body) : body;
        return new RawAnswer(status, headers, new String(whole, StandardCharsets.UTF_8));
    }

    private static byte[] joined(byte[] chunks) {
        String text = new String(chunks, StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int end = text.indexOf("\r\n", at);
            int size = Integer.parseInt(text.substring(at, end), 16);
            if (size == 0) {
                return body.toByteArray();
            }
            body.write(chunks, end + 2, size);
            at = end + 2 + size + 2;
        }
    }

}
