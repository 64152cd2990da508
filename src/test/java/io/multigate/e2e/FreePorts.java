package io.multigate.e2e;

import java.io.IOException;
import java.net.ServerSocket;

/**
 * Ports that nobody listens on.
 *
 * @param one a port
 * @param other another
 */
record FreePorts(int one, int other) {

    static FreePorts find() throws IOException {
        try (ServerSocket one = new ServerSocket(0); ServerSocket other = new ServerSocket(0)) {
            return new FreePorts(one.getLocalPort(), other.getLocalPort());
        }
    }

}
