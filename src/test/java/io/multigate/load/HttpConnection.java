package io.multigate.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One kept connection over HTTP/1.1, as little as a load needs: a client that takes a tenth of a millisecond a call would
 * measure itself, and no library says whether an answer had begun when its connection broke.
 */
final class HttpConnection implements AutoCloseable {

    private static final int TIMEOUT = 60_000;

    private final Socket socket;

    private final InputStream in;

    HttpConnection(int port) throws IOException {
        this.socket = connected(port);
        this.socket.setTcpNoDelay(true);
        this.socket.setSoTimeout(TIMEOUT);
        this.in = new BufferedInputStream(this.socket.getInputStream(), 64 * 1024);
    }

    /** One that waits to be taken when its port is closed is reset, which is no {@link java.net.ConnectException}. */
    private static Socket connected(int port) throws UnansweredException {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException ex) {
            throw new UnansweredException(ex);
        }
    }

    /**
     * An answer.
     * @param status of HTTP
     * @param body as it came
     * @param kept whether the connection can be used again
     */
    record Answer(int status, String body, boolean kept) {}

    /** There was no connection, or it ended before a byte of the answer: the request may be sent again. */
    static final class UnansweredException extends IOException {

        private static final long serialVersionUID = 1L;

        UnansweredException(IOException cause) {
            super(cause);
        }

    }

    /** A request as it is sent. */
    static byte[] post(String path, String headers, byte[] body) {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length + "\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    Answer send(byte[] request) throws IOException {
        String status;
        try {
            this.socket.getOutputStream().write(request);
            status = line();
        } catch (IOException ex) {
            throw new UnansweredException(ex);
        }
        int length = 0;
        boolean kept = true;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            String name = header.substring(0, colon);
            String value = header.substring(colon + 1).strip();
            if (name.equalsIgnoreCase("Content-Length")) {
                length = Integer.parseInt(value);
            } else if (name.equalsIgnoreCase("Connection")) {
                kept = !value.equalsIgnoreCase("close");
            } else if (name.equalsIgnoreCase("Transfer-Encoding")) {
                throw new IOException("an answer of unknown length");
            }
        }
        byte[] body = this.in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("an answer that ends after " + body.length + " of " + length + " bytes");
        }
        return new Answer(Integer.parseInt(status.substring(9, 12)), new String(body, StandardCharsets.UTF_8), kept);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int next = this.in.read();
            if (next < 0) {
                throw new EOFException("the connection ended");
            }
            if (next == '\n') {
                return line.toString();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
    }

    @Override
    public void close() throws IOException {
        this.socket.close();
    }

}
