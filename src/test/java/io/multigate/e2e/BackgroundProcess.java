package io.multigate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real program beside the test; its output goes to {@code target/e2e/<name>.log}. */
final class BackgroundProcess implements AutoCloseable {

    private final Process process;

    private final Path log;

    private BackgroundProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static BackgroundProcess start(String name, List<String> command) throws IOException {
        return start(name, command, Map.of());
    }

    /** Starts it with further environment variables. */
    static BackgroundProcess start(String name, List<String> command, Map<String, String> environment)
            throws IOException {
        Path log = Files.createDirectories(Path.of("target", "e2e")).resolve(name + ".log");
        Files.deleteIfExists(log);
        // Appended to, as a container's output is, by whatever else writes to it.
        ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        program.environment().putAll(environment);
        Process process = program.start();
        // A test that fails before it can end the program leaves nothing behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new BackgroundProcess(process, log);
    }

    /** Waits until the condition holds; fails with the program's output when it ends or takes too long. */
    void await(String what, Duration limit, Condition condition) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(limit);
        while (!holds(condition)) {
            if (!this.process.isAlive() || Instant.now().isAfter(end)) {
                close();
                throw new IllegalStateException(
                        "not " + what + " within " + limit + ":\n" + Files.readString(this.log));
            }
            Thread.sleep(200);
        }
    }

    long pid() {
        return this.process.pid();
    }

    /** Asks the program to end, as an orchestrator does. */
    void terminate() {
        this.process.destroy();
    }

    Path log() {
        return this.log;
    }

    /** Waits for the program to end by itself. */
    int exitCode(Duration limit) throws InterruptedException {
        if (!this.process.waitFor(limit)) {
            throw new IllegalStateException("not ended within " + limit + ", see " + this.log);
        }
        return this.process.exitValue();
    }

    private static boolean holds(Condition condition) throws InterruptedException {
        try {
            return condition.holds();
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        this.process.destroy();
        try {
            if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
                this.process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            this.process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** What to wait for; an {@link IOException} means not yet. */
    interface Condition {

        boolean holds() throws IOException, InterruptedException;

    }

}
