package io.multigate.benchmark;

import java.util.List;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.multigate.feature.EncodedBatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether two threads that share a plan score twice as much as one. */
@Command(name = "threads", description = "Compares two threads that share a plan with one.",
        mixinStandardHelpOptions = true)
final class TwoThreads implements Callable<Integer> {

    private static final int REQUESTS = 10;

    /** Requests that a thread scores between two looks at the clock. */
    private static final int BURST = 10;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", split = ",", defaultValue = "reference-mmoe,reference-esmm",
            description = "The reference models.")
    private List<String> models;

    @Option(names = "--candidates", split = ",", defaultValue = "500", description = "Candidates of a request.")
    private List<Integer> sizes;

    @Mixin
    private WindowOptions windows;

    @Override
    public Integer call() throws Exception {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            for (String name : this.models) {
                ReferenceModel model = ReferenceModel.of(name);
                for (int size : this.sizes) {
                    compare(name, model, size, other);
                }
            }
        }
        return 0;
    }

    private void compare(String name, ReferenceModel model, int size, ExecutorService other) {
        List<EncodedBatch> batches = model.encode(new Traffic(20_000, 7).take(REQUESTS, size));
        try (Contender plan = ScorerContender.cached(model, batches)) {
            Map<String, Windows.Side> sides = new LinkedHashMap<>();
            sides.put("one thread", (_) -> burst(plan));
            sides.put("two threads", (_) -> {
                Future<?> beside = other.submit(() -> burst(plan));
                burst(plan);
                await(beside);
            });
            Windows.Comparison comparison = this.windows.compare(sides);
            double one = comparison.median("one thread") / BURST;
            double two = comparison.median("two threads") / BURST / 2;
            new Results(this.windows.file("threads.csv"), "model", "candidates", "one", "two", "speedup", "control")
                    .add(name, size, one / 1e3, two / 1e3, one / two, comparison.control());
            this.spec.commandLine().getOut().printf(Locale.ROOT,
                    "%s, %d candidates: %.1f us a request in one thread, %.1f in two: %.2f times as many; "
                            + "control %.3f%n",
                    name, size, one / 1e3, two / 1e3, one / two, comparison.control());
        }
    }

    private static void burst(Contender plan) {
        for (int i = 0; i < BURST; i++) {
            plan.score(i % REQUESTS);
        }
    }

    private static void await(Future<?> beside) {
        try {
            beside.get();
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

}
