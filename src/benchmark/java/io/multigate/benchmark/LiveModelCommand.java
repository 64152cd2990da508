package io.multigate.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.multigate.load.LiveModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the first version of the model that {@link Reloads} reloads. */
@Command(name = "live-model", description = "Writes DIR/live/1, a copy of a shipped model.",
        mixinStandardHelpOptions = true)
final class LiveModelCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The model directory.")
    private Path models;

    @Override
    public Integer call() throws IOException {
        new LiveModel(this.models).write(1);
        return 0;
    }

}
