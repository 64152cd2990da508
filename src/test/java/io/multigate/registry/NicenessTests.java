package io.multigate.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledOnOs(OS.LINUX)
class NicenessTests {

    @Test
    void onlyTheThreadThatAsksGivesWay() throws InterruptedException, ExecutionException {
        int before = nice();
        FutureTask<Integer> other = new FutureTask<>(() -> {
            Niceness.lower(10);
            return nice();
        });
        Thread.ofPlatform().start(other);

        assertThat(other.get()).isEqualTo(10);
        assertThat(nice()).isEqualTo(before);
    }

    /** The nineteenth field of the thread's status, the seventeenth after the name, which may hold anything. */
    static int nice() {
        String status;
        try {
            status = Files.readString(Path.of("/proc/thread-self/stat"));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return Integer.parseInt(status.substring(status.lastIndexOf(')') + 2).split(" ", -1)[16]);
    }

}
