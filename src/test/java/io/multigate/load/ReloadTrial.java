package io.multigate.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Reloads a model again and again under a load that does not wait, in windows that alternate with others without reloads.
 * Every other pair of windows begins with the one that reloads, and before each window garbage is collected, so that
 * neither kind has the emptier heap or the machine's better moments.
 *
 * @param service under test
 * @param model whose versions are written
 * @param rate requests a second
 * @param candidates of a request
 * @param window how long one window is; one with reloads ends no sooner than its last version has answered
 * @param every least time between two new versions
 * @param reloads how many in all
 * @param onDisk versions that stay on the disk; older ones are deleted
 * @param step from a version's number to the next; 3 gives versions of one architecture, 1 all three in turn
 */
public record ReloadTrial(ServiceProcess service, LiveModel model, double rate, int candidates, Duration window,
        Duration every, int reloads, int onDisk, int step) {

    /** One is scored while the next one comes: with more the queue itself would stand. */
    private static final int CONNECTIONS = 2;

    /** For a version that was written. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /**
     * What was found.
     * @param quiet the windows without reloads, in order
     * @param busy those with, in order
     * @param liveHeap bytes that a collection left, after each pair of windows
     * @param resident bytes of the process, after each pair of windows
     * @param versions how many of the new versions answered
     */
    public record Findings(List<LoadOutcome> quiet, List<LoadOutcome> busy, Trend liveHeap, Trend resident,
            int versions) {

        /** The p99 of all busy windows in proportion to that of all quiet ones. */
        public double slowdown() {
            return all(this.busy).latency(99) / all(this.quiet).latency(99);
        }

        /** The same of each pair of windows; the median of these. */
        public double medianSlowdown() {
            return Median.of(IntStream.range(0, this.busy.size())
                    .mapToDouble((i) -> this.busy.get(i).latency(99) / this.quiet.get(i).latency(99)));
        }

        /** The same of two quiet windows that follow each other, the later to the earlier: what the noise alone does. */
        public double control() {
            return Median.of(IntStream.range(1, this.quiet.size())
                    .filter((i) -> i % 2 == 0)
                    .mapToDouble((i) -> this.quiet.get(i).latency(99) / this.quiet.get(i - 1).latency(99)));
        }

        /** All windows of a kind as one. */
        public static LoadOutcome all(List<LoadOutcome> windows) {
            return windows.stream().reduce(new LoadOutcome(List.of()), LoadOutcome::and);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT,
                    "without reloads: %s%nwith reloads: %s%np99 with / without: %.2f, median of the pairs of windows %.2f, "
                            + "of two quiet ones %.2f%nlive heap %s; resident %s; %d versions answered",
                    all(this.quiet), all(this.busy), slowdown(), medianSlowdown(), control(), this.liveHeap,
                    this.resident, this.versions);
        }

    }

    /** Measures how many right answers a second the service gives with all the requests that it can take, once warm. */
    public static double saturation(ServiceProcess service, ExpectedAnswers expected, Duration duration) {
        try (LoadGenerator generator = generator(service, expected, "")) {
            generator.closed(CONNECTIONS, duration);
            return generator.closed(CONNECTIONS, duration).rate();
        }
    }

    static LoadGenerator generator(ServiceProcess service, ExpectedAnswers expected, String headers) {
        return new LoadGenerator(service.port(), "/v1/models/" + LiveModel.NAME + "/score",
                "X-Request-Id: " + ExpectedAnswers.REQUEST_ID + "\r\n" + headers, expected.bodies(), expected);
    }

    /**
     * Runs the trial.
     * @param first the number of the first new version
     * @param progress is told of each pair of windows
     */
    public Findings run(int first, Consumer<String> progress)
            throws IOException, InterruptedException, ExecutionException {
        List<LoadOutcome> quiet = new ArrayList<>();
        List<LoadOutcome> busy = new ArrayList<>();
        List<Double> heap = new ArrayList<>();
        List<Double> resident = new ArrayList<>();
        ExpectedAnswers expected = new ExpectedAnswers(this.candidates);
        int next = first;
        int last = first + this.step * this.reloads;
        try (LoadGenerator generator = generator(this.service, expected, "")) {
            // What only a load that does not wait brings about is compiled in a window of its own.
            generator.open(this.rate, this.window);
            for (int pair = 0; next < last; pair++) {
                if (pair % 2 == 0) {
                    quiet.add(window(generator));
                }
                int end = Math.min(last, next + this.step * Math.toIntExact(this.window.dividedBy(this.every)));
                busy.add(busyWindow(generator, expected, next, end));
                next = end;
                ServiceProcess.Memory memory = this.service.memory();
                heap.add(memory.liveHeap());
                resident.add(memory.resident());
                if (pair % 2 == 1) {
                    quiet.add(window(generator));
                }
                progress.accept(
                        String.format(Locale.ROOT, "version %d; p99 %.2f and %.2f ms; heap %.1f, resident %.1f MiB",
                                next - this.step, quiet.getLast().latency(99), busy.getLast().latency(99),
                                memory.liveHeap() / (1 << 20), memory.resident() / (1 << 20)));
            }
        }
        int seen = (int) expected.versions().stream().filter((version) -> version >= first).count();
        return new Findings(quiet, busy, settled(heap), settled(resident), seen);
    }

    private LoadOutcome window(LoadGenerator generator) throws IOException, InterruptedException {
        this.service.memory();
        return generator.open(this.rate, this.window);
    }

    /** Lasts until the last version has answered. */
    private LoadOutcome busyWindow(LoadGenerator generator, ExpectedAnswers expected, int begin, int end)
            throws IOException, InterruptedException, ExecutionException {
        for (int version = begin; version < end; version += this.step) {
            this.model.prepare(version);
        }
        FutureTask<Void> writer = new FutureTask<>(() -> publish(expected, begin, end));
        this.service.memory();
        Thread.ofPlatform().start(writer);
        LoadOutcome outcome = generator.open(this.rate, this.window.plus(PATIENCE), () -> !writer.isDone());
        writer.get();
        this.model.prune(this.onDisk);
        return outcome;
    }

    /** Publishes a version at each of its moments, or once the one before it has answered: none is left out. */
    private @Nullable Void publish(ExpectedAnswers expected, int begin, int end)
            throws IOException, InterruptedException {
        long moment = System.nanoTime();
        for (int version = begin; version < end; version += this.step) {
            this.model.publish(version);
            awaitAnswer(expected, version);
            moment += this.every.toNanos();
            Thread.sleep(Duration.ofNanos(moment - System.nanoTime()));
        }
        return null;
    }

    private void awaitAnswer(ExpectedAnswers expected, int version) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!expected.versions().contains(version)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("version " + version + " does not answer: "
                        + this.service.get("/v1/models/" + LiveModel.NAME));
            }
            Thread.sleep(10);
        }
    }

    /** Without the first quarter, in which the JIT compiler and the heap find their sizes. */
    private static Trend settled(List<Double> samples) {
        return new Trend(samples.subList(samples.size() / 4, samples.size()));
    }

}
