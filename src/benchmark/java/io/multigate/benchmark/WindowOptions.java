package io.multigate.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import picocli.CommandLine.Option;

/** How long a comparison runs, and where its results go. */
final class WindowOptions {

    @Option(names = "--rounds", defaultValue = "5", description = "Windows of each side; the median counts.")
    private int rounds;

    @Option(names = "--window", defaultValue = "PT0.5S", description = "Length of a window.")
    private Duration window;

    @Option(names = "--warm-up", defaultValue = "PT2S", description = "How long each side runs before.")
    private Duration warmUp;

    @Option(names = "--out", defaultValue = "target/benchmark", description = "Directory of the CSV files.")
    private Path out;

    /** Warms the sides up and compares them. */
    Windows.Comparison compare(Map<String, Windows.Side> sides) {
        return new Windows(this.rounds, this.window).compare(sides, this.warmUp);
    }

    /** Where results of this name go. */
    Path file(String name) {
        return this.out.resolve(name);
    }

}
