package io.multigate.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.multigate.training.SyntheticShop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes impressions of the synthetic shop. */
@Command(name = "generate",
        description = "Writes impressions of the synthetic shop as CSV, with their true probabilities.",
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--rows", required = true, paramLabel = "N", description = "How many impressions.")
    private long rows;

    @Option(names = "--seed", required = true, paramLabel = "S",
            description = "Fixes the draws: another seed gives other impressions of the same shop.")
    private long seed;

    @Option(names = "--world", defaultValue = "1", paramLabel = "W",
            description = "Fixes the users, the items and what moves them (default: ${DEFAULT-VALUE}).")
    private long world;

    @Option(names = "--out", required = true, paramLabel = "FILE.csv.gz",
            description = "Written over; gzipped if its name ends in .gz.")
    private Path out;

    @Option(names = "--quiet", description = "No progress bar.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        if (this.rows < 1) {
            throw new ParameterException(this.spec.commandLine(), "--rows is " + this.rows + "; it must be at least 1");
        }
        Path folder = this.out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(this.out)) {
            throw new ParameterException(this.spec.commandLine(),
                    "--out " + this.out + " must be a file in an existing folder");
        }
        SyntheticShop shop = new SyntheticShop(this.world, this.seed);
        try (Progress progress = Progress.start("generate", "rows", this.rows, this.quiet)) {
            shop.write(this.out, this.rows, progress::at);
        }
        this.spec.commandLine()
                .getOut()
                .printf("%d impressions of world %d, seed %d: %s%n", this.rows, this.world, this.seed, this.out);
        return 0;
    }

}
