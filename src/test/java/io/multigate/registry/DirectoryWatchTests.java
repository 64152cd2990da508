package io.multigate.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is told of, and what is not. */
@Timeout(60)
class DirectoryWatchTests {

    private final AtomicInteger notices = new AtomicInteger();

    @TempDir
    private Path models;

    private Runnable end;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(this.models.resolve("shop/1"));
        Files.createDirectories(this.models.resolve("shop/.2"));
        Files.createDirectories(this.models.resolve("lost+found"));
        this.end = DirectoryWatch.start(this.models, this.notices::incrementAndGet);
    }

    @AfterEach
    void end() {
        this.end.run();
    }

    @Test
    void whatIsBeingCopiedIsToldOfWhenItHasItsName() throws Exception {
        for (String folder : new String[]{"shop/.2", "lost+found"}) {
            Files.createFile(this.models.resolve(folder).resolve("manifest.json"));
        }
        Thread.sleep(Duration.ofSeconds(1));
        assertThat(this.notices).hasValue(0);

        Files.move(this.models.resolve("shop/.2"), this.models.resolve("shop/2"));
        await().until(() -> this.notices.get() == 1);

        Files.createFile(this.models.resolve("shop/2/more"));
        await().until(() -> this.notices.get() == 2);
    }

}
