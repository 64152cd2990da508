package io.multigate.registry;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.multigate.loading.ModelDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when something changes in the model directory, its models or their versions. It may miss changes, and tells of ones
 * that mean nothing; whoever listens looks for himself.
 */
final class DirectoryWatch {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);

    /** Whoever copies a version writes for some time; one look afterwards is enough. */
    private static final long QUIET_MILLISECONDS = 300;

    private static final int MOST_QUIETS = 10;

    /** A directory that was taken away and written anew gives no notice of its own. */
    private static final long LONGEST_QUIET_SECONDS = 10;

    private final Path directory;

    private final Runnable listener;

    private final WatchService watch;

    /** By folder. Of the thread that watches, once it has started. */
    private final Map<Path, WatchKey> keys = new HashMap<>();

    /** Whether a folder that cannot be watched was told of: it is tried again and again. */
    private boolean told;

    private DirectoryWatch(Path directory, Runnable listener, WatchService watch) {
        this.directory = directory;
        this.listener = listener;
        this.watch = watch;
    }

    /**
     * Starts to watch; where the file system cannot, it only says so.
     * @return ends it
     */
    static Runnable start(Path directory, Runnable listener) {
        try {
            DirectoryWatch watch = new DirectoryWatch(directory, listener, FileSystems.getDefault().newWatchService());
            // Here, because nobody gives notice of what changes before the thread runs.
            watch.register(directory, 0);
            // Not a virtual one: a file system that hangs would keep its carrier from all requests.
            Thread.ofPlatform().name("model-watch").daemon().start(watch::run);
            return watch::end;
        } catch (IOException | UnsupportedOperationException ex) {
            LOG.warn("{} is looked at by the clock alone, for it cannot be watched: {}", directory, ex.toString());
            return () -> {
            };
        }
    }

    private void run() {
        try {
            while (true) {
                boolean noticed = drainAll(this.watch.poll(LONGEST_QUIET_SECONDS, TimeUnit.SECONDS));
                // New folders before the look, so that nothing is written between the two unseen.
                boolean found = register(this.directory, 0);
                if (noticed || found) {
                    this.listener.run();
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException _) {
            // The service stops.
        } catch (Throwable ex) {
            // A notice may be lost, and with it all later ones of its folder.
            LOG.error("{} is looked at by the clock alone from now on", this.directory, ex);
        }
    }

    /** Waits for what follows the first notice, if there is one. */
    private boolean drainAll(@Nullable WatchKey first) throws InterruptedException {
        WatchKey key = first;
        for (int i = 0; key != null; i++) {
            drain(key);
            key = (i < MOST_QUIETS) ? this.watch.poll(QUIET_MILLISECONDS, TimeUnit.MILLISECONDS) : null;
        }
        return first != null;
    }

    private void drain(WatchKey key) {
        key.pollEvents();
        if (!key.reset()) {
            this.keys.values().remove(key);
        }
    }

    /**
     * Watches a folder and those below it. To register one again costs nothing.
     * @return whether any was not watched before
     */
    private boolean register(Path folder, int level) {
        boolean found = false;
        try {
            WatchKey key = folder.register(this.watch, StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
            WatchKey before = this.keys.put(folder, key);
            found = !key.equals(before);
            if (found && before != null) {
                before.cancel();
            }
            for (Path child : below(folder, level)) {
                if (Files.isDirectory(child)) {
                    found |= register(child, level + 1);
                }
            }
        } catch (IOException ex) {
            tell(folder, ex);
        }
        return found;
    }

    /** Models, then their versions; what is named otherwise, such as a version that is being copied, means nothing yet. */
    private static Collection<Path> below(Path folder, int level) throws IOException {
        return switch (level) {
            case 0 -> ModelDirectory.models(folder).values();
            case 1 -> ModelDirectory.versions(folder).values();
            default -> List.of();
        };
    }

    /** That a folder has just gone is nothing to tell. */
    private void tell(Path folder, Exception failure) {
        if (!this.told && Files.exists(folder)) {
            this.told = true;
            LOG.warn("{} is looked at by the clock alone, as may be others, for it cannot be watched: {}", folder,
                    failure.toString());
        }
    }

    /** Nobody waits for it: where the file system hangs, it does not come back. */
    private void end() {
        Thread.ofPlatform().name("model-watch-end").daemon().start(() -> {
            try {
                this.watch.close();
            } catch (IOException ex) {
                LOG.debug("the watch did not close", ex);
            }
        });
    }

}
