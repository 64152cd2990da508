package io.multigate.benchmark;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import io.multigate.inference.DenseRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a dense layer reaches by itself: the measure of what a plan made of it reaches. */
@Command(name = "kernel", description = "Measures the dense kernels by themselves.", mixinStandardHelpOptions = true)
final class KernelPeak implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--rows", defaultValue = "64", description = "Rows of the input.")
    private int rows;

    @Option(names = "--inputs", defaultValue = "256", description = "Inputs of the layer.")
    private int inputs;

    @Option(names = "--units", defaultValue = "128", description = "Units of the layer.")
    private int units;

    @Option(names = "--openblas", paramLabel = "FILE", description = "An OpenBLAS to measure beside them.")
    private @Nullable Path openBlas;

    @Mixin
    private WindowOptions windows;

    @Override
    public Integer call() {
        Map<String, Windows.Side> sides = new LinkedHashMap<>();
        DenseRun.all(this.rows, this.inputs, this.units).forEach((name, run) -> sides.put(name, (_) -> run.run()));
        if (this.openBlas != null) {
            OpenBlas library = new OpenBlas(this.openBlas);
            Runnable product = library.product(this.rows, this.inputs, this.units);
            sides.put("openblas-" + library.processor(), (_) -> product.run());
        }
        Windows.Comparison comparison = this.windows.compare(sides);
        Results results = new Results(this.windows.file("kernel.csv"), "kernel", "rows", "inputs", "units", "micros",
                "gflops", "control");
        double operations = 2.0 * this.rows * this.inputs * this.units;
        comparison.sides().forEach((kernel, outcome) -> {
            results.add(kernel, this.rows, this.inputs, this.units, outcome.median() / 1e3,
                    operations / outcome.median(), comparison.control());
            this.spec.commandLine().getOut().printf(Locale.ROOT, "%s: %d x %d x %d in %.2f us, %.1f GFLOP/s%n", kernel,
                    this.rows, this.inputs, this.units, outcome.median() / 1e3, operations / outcome.median());
        });
        return 0;
    }

}
