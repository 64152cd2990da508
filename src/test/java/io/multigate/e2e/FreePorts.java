package io.multigate.e2e;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody listens on. They lie below those that the system gives to connections: between their choice and the
 * service's start one of many that other programs open would else take them now and then.
 *
 * @param one a port
 * @param other another
 */
record FreePorts(int one, int other) {

    private static final int LEAST = 15_000;

    private static final int END = 32_000;

    static FreePorts find() throws IOException {
        try (ServerSocket one = free(); ServerSocket other = free()) {
            return new FreePorts(one.getLocalPort(), other.getLocalPort());
        }
    }

    private static ServerSocket free() throws IOException {
        while (true) {
            try {
                return new ServerSocket(ThreadLocalRandom.current().nextInt(LEAST, END));
            } catch (BindException _) {
                // Another one, then.
            }
        }
    }

}
