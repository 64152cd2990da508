package io.multigate.benchmark;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import io.multigate.feature.EncodedBatch;
import io.multigate.model.Task;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The compiled plan, ONNX Runtime and the Deeplearning4j network in one process and one thread, on the same requests,
 * in alternating windows.
 */
@Command(name = "plan", description = "Compares the plan with ONNX Runtime and the Deeplearning4j network.",
        mixinStandardHelpOptions = true)
final class SideBySide implements Callable<Integer> {

    /** From here on a reading is thrown away, since the machine did not stay the same. */
    private static final double NOISY = 1.1;

    private static final int CATALOGUE = 20_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", split = ",", defaultValue = "reference-mmoe,reference-esmm",
            description = "The reference models.")
    private List<String> models;

    @Option(names = "--candidates", split = ",", defaultValue = "1,25,50,150,200,500,1000,2000",
            description = "Candidates of a request.")
    private List<Integer> sizes;

    @Option(names = "--requests", defaultValue = "10", description = "Different requests, scored in turn.")
    private int requests;

    @Option(names = "--tries", defaultValue = "3", description = "Readings at most, while the control is above 1.1.")
    private int tries;

    @Option(names = "--seed", defaultValue = "7", description = "Of the requests.")
    private long seed;

    @Option(names = "--onnx", paramLabel = "FILE",
            description = "Another ONNX file of the same architecture and other weights, measured too.")
    private @Nullable Path other;

    @Option(names = "--no-network", description = "Leaves the Deeplearning4j network out.")
    private boolean withoutNetwork;

    @Mixin
    private WindowOptions windows;

    @Override
    public Integer call() {
        for (String name : this.models) {
            ReferenceModel model = ReferenceModel.of(name);
            for (int size : this.sizes) {
                compare(name, model, size);
            }
        }
        return 0;
    }

    private void compare(String name, ReferenceModel model, int size) {
        List<EncodedBatch> batches = model.encode(new Traffic(CATALOGUE, this.seed).take(this.requests, size));
        List<Contender> contenders = contenders(model, batches);
        try {
            float difference = Agreement.require(contenders, this.requests);
            out().printf(Locale.ROOT, "%n%s, %d candidates: answers differ by at most %.1e%n", name, size, difference);
            if (this.other != null) {
                contenders.add(new OnnxRuntimeContender("onnxruntime-given", this.other, tasks(model), batches));
            }
            report(name, model, size, measure(contenders));
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private List<Contender> contenders(ReferenceModel model, List<EncodedBatch> batches) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(ScorerContender.cached(model, batches));
        contenders.add(ScorerContender.plan(model, batches));
        contenders.add(new OnnxRuntimeContender(OnnxRuntimeContender.NAME, model.onnx(), tasks(model), batches));
        if (!this.withoutNetwork) {
            contenders.add(ScorerContender.network(model, batches));
        }
        return contenders;
    }

    private static List<Task> tasks(ReferenceModel model) {
        return model.bundle().manifest().spec().tasks();
    }

    private Windows.Comparison measure(List<Contender> contenders) {
        Map<String, Windows.Side> sides = new LinkedHashMap<>();
        contenders.forEach((contender) -> sides.put(contender.name(),
                (count) -> contender.score(count % this.requests)));
        Windows.Comparison comparison = this.windows.compare(sides);
        for (int attempt = 1; attempt < this.tries && comparison.control() > NOISY; attempt++) {
            out().printf(Locale.ROOT, "control %.2f: once more%n", comparison.control());
            comparison = this.windows.compare(sides);
        }
        return comparison;
    }

    private void report(String name, ReferenceModel model, int size, Windows.Comparison comparison) {
        Results results = new Results(this.windows.file("plan.csv"), "model", "candidates", "side", "micros",
                "p50", "p99", "gflops", "control");
        out().printf("%-26s %12s %10s %10s %12s %9s%n", "side", "us/request", "p50", "p99", "ns/candidate", "GFLOP/s");
        comparison.sides().forEach((side, outcome) -> {
            double nanos = outcome.median();
            double gflops = operations(model, side) * (double) size / nanos;
            out().printf(Locale.ROOT, "%-26s %12.1f %10.1f %10.1f %12.1f %9.1f%n", side, nanos / 1e3,
                    outcome.percentile(50) / 1e3, outcome.percentile(99) / 1e3, nanos / size, gflops);
            results.add(name, size, side, nanos / 1e3, outcome.percentile(50) / 1e3, outcome.percentile(99) / 1e3,
                    gflops, comparison.control());
        });
        Map<String, Windows.Outcome> sides = comparison.sides();
        sides.keySet().stream().filter((side) -> side.startsWith("plan")).forEach((plan) -> sides.forEach(
                (side, outcome) -> {
                    if (!side.startsWith("plan")) {
                        out().printf(Locale.ROOT, "%s is %.2f times as fast as %s%n", plan,
                                outcome.median() / comparison.median(plan), side);
                    }
                }));
        out().printf(Locale.ROOT, "control %.3f%n", comparison.control());
        out().flush();
    }

    private static long operations(ReferenceModel model, String side) {
        boolean plan = side.startsWith("plan");
        return model.operations(!plan, !side.equals(ScorerContender.CACHED));
    }

    private PrintWriter out() {
        return this.spec.commandLine().getOut();
    }

}
