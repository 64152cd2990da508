package io.multigate.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import io.multigate.synthetic.RegressionPair;
import io.multigate.synthetic.SyntheticShop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes simulated rows: of the synthetic shop, or of two regressions. */
@Command(name = "generate",
        description = "Writes impressions of the synthetic shop as CSV, with their true probabilities;"
                + " or, with --regression-pair, rows of two related regressions.",
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--rows", required = true, paramLabel = "N", description = "How many rows.")
    private long rows;

    @Option(names = "--seed", required = true, paramLabel = "S",
            description = "Fixes the draws: another seed gives other rows of the same world.")
    private long seed;

    @Option(names = "--world", defaultValue = "1", paramLabel = "W",
            description = "Fixes the users, the items and what moves them; of regressions what they depend on"
                    + " (default: ${DEFAULT-VALUE}).")
    private long world;

    @Option(names = "--regression-pair",
            description = "Instead of the shop the synthetic data of the MMoE paper: x0 to x99, y1, y2.")
    private boolean regressionPair;

    @Option(names = "--correlation", paramLabel = "P",
            description = "How much alike the two regressions are, in [-1, 1]: the cosine of their weights.")
    private @Nullable Double correlation;

    @Option(names = "--out", required = true, paramLabel = "FILE.csv.gz",
            description = "Written over; gzipped if its name ends in .gz.")
    private Path out;

    @Option(names = "--quiet", description = "No progress bar.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        if (this.rows < 1) {
            throw wrong("--rows is " + this.rows + "; it must be at least 1");
        }
        Path folder = this.out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(this.out)) {
            throw wrong("--out " + this.out + " must be a file in an existing folder");
        }
        if (this.regressionPair) {
            writePair();
        } else {
            writeShop();
        }
        return 0;
    }

    private void writeShop() throws IOException {
        if (this.correlation != null) {
            throw wrong("--correlation is for --regression-pair");
        }
        SyntheticShop shop = new SyntheticShop(this.world, this.seed);
        try (Progress progress = Progress.start("generate", "rows", this.rows, this.quiet)) {
            shop.write(this.out, this.rows, progress::at);
        }
        print("%d impressions of world %d, seed %d: %s".formatted(this.rows, this.world, this.seed, this.out));
    }

    private void writePair() throws IOException {
        if (this.correlation == null || !(this.correlation >= -1 && this.correlation <= 1)) {
            throw wrong("--correlation is " + ((this.correlation == null) ? "missing" : this.correlation)
                    + "; with --regression-pair it must lie in [-1, 1]");
        }
        RegressionPair pair = new RegressionPair(this.correlation, this.world, this.seed);
        try (Progress progress = Progress.start("generate", "rows", this.rows, this.quiet)) {
            pair.write(this.out, this.rows, progress::at);
        }
        print("%d rows of two regressions, correlation %s, world %d, seed %d: %s".formatted(this.rows,
                this.correlation, this.world, this.seed, this.out));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(this.spec.commandLine(), message);
    }

    private void print(String line) {
        this.spec.commandLine().getOut().println(line);
    }

}
