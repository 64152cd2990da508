package io.multigate.registry;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when something changes in the model directory or up to two levels below it. It may miss changes, and tells of ones
 * that mean nothing; whoever listens looks for himself.
 */
final class DirectoryWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);

    private static final int LEVELS = 2;

    /** Whoever copies a version writes for some time; one look afterwards is enough. */
    private static final long QUIET_MILLISECONDS = 300;

    private static final int MOST_QUIETS = 10;

    private final Path directory;

    private final Runnable listener;

    private final WatchService watch;

    private final Map<Path, WatchKey> keys = new HashMap<>();

    private DirectoryWatch(Path directory, Runnable listener, WatchService watch) {
        this.directory = directory;
        this.listener = listener;
        this.watch = watch;
    }

    /** Starts to watch; where the file system cannot, it only says so. */
    static AutoCloseable start(Path directory, Runnable listener) {
        try {
            DirectoryWatch watch = new DirectoryWatch(directory, listener, FileSystems.getDefault().newWatchService());
            Thread.ofVirtual().name("model-watch").start(watch::run);
            return watch;
        } catch (IOException | UnsupportedOperationException ex) {
            LOG.warn("{} is looked at by the clock alone, for it cannot be watched: {}", directory, ex.toString());
            return () -> {
            };
        }
    }

    private void run() {
        try {
            register(this.directory, 0);
            while (true) {
                drain(this.watch.take());
                for (int i = 0; i < MOST_QUIETS; i++) {
                    WatchKey more = this.watch.poll(QUIET_MILLISECONDS, TimeUnit.MILLISECONDS);
                    if (more == null) {
                        break;
                    }
                    drain(more);
                }
                // New folders before the look, so that nothing is written between the two unseen.
                register(this.directory, 0);
                this.listener.run();
            }
        } catch (InterruptedException | ClosedWatchServiceException _) {
            // The service stops.
        }
    }

    private void drain(WatchKey key) {
        key.pollEvents();
        if (!key.reset()) {
            this.keys.values().remove(key);
        }
    }

    /** Directories that are watched already stay so: to register one again costs nothing. */
    private void register(Path folder, int level) {
        try {
            this.keys.put(folder, folder.register(this.watch, StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE));
            if (level < LEVELS) {
                try (Stream<Path> children = Files.list(folder)) {
                    children.filter(Files::isDirectory).forEach((child) -> register(child, level + 1));
                }
            }
        } catch (IOException ex) {
            LOG.debug("{} cannot be watched: {}", folder, ex.toString());
        }
    }

    @Override
    public void close() throws IOException {
        this.watch.close();
    }

}
