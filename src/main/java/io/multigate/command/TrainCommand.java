package io.multigate.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import io.multigate.network.DivergedTrainingException;
import io.multigate.training.ExampleReader;
import io.multigate.training.InvalidDataException;
import io.multigate.training.InvalidRecipeException;
import io.multigate.training.ModelTraining;
import io.multigate.training.ReadingProgress;
import io.multigate.training.Recipe;
import io.multigate.training.ReportFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains the next version of a model. */
@Command(name = "train", description = "Trains a model by a recipe and writes its next version.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--recipe", required = true, paramLabel = "FILE",
            description = "What to read, to predict, to build and how to train it, as YAML.")
    private Path recipe;

    @Option(names = "--train", paramLabel = "FILE", description = "Rows to learn from: CSV, gzipped CSV or Parquet.")
    private @Nullable Path train;

    @Option(names = "--validation", paramLabel = "FILE",
            description = "Rows that the evaluation figures rest on; nothing is decided by them.")
    private @Nullable Path validation;

    @Option(names = "--models", required = true, paramLabel = "DIR",
            description = "Where models stand: the version becomes DIR/<name>/<next version>.")
    private Path models;

    @Option(names = "--seed", paramLabel = "S",
            description = "Of initialisation and shuffling, instead of the recipe's.")
    private @Nullable Long seed;

    @Option(names = "--untrained",
            description = "No data: write an initialised network, marked as untrained, for benchmarks.")
    private boolean untrained;

    @Mixin
    private DataOptions data;

    @Override
    public Integer call() {
        try {
            return this.untrained ? initialise() : train();
        } catch (InvalidRecipeException | InvalidDataException | DivergedTrainingException ex) {
            throw new ParameterException(this.spec.commandLine(), ex.getMessage(), ex);
        }
    }

    private Recipe recipe() {
        Recipe read = Recipe.read(this.recipe);
        return (this.seed == null) ? read : read.withSeed(this.seed);
    }

    private ModelTraining training(ExampleReader reader) {
        if (Files.exists(this.models) && !Files.isDirectory(this.models)) {
            throw new ParameterException(this.spec.commandLine(), "--models " + this.models + " is not a directory");
        }
        return new ModelTraining(recipe(), reader, Clock.systemUTC());
    }

    private int initialise() {
        if (this.train != null || this.validation != null) {
            throw new ParameterException(this.spec.commandLine(), "--untrained takes neither --train nor --validation");
        }
        Path version = training(this.data.reader(this.spec, ReadingProgress.NONE)).initialise(this.models);
        this.spec.commandLine().getOut().printf("wrote %s, untrained%n", version);
        return 0;
    }

    private int train() {
        if (this.train == null || this.validation == null) {
            throw new ParameterException(this.spec.commandLine(), "--train and --validation are both needed");
        }
        PrintWriter out = this.spec.commandLine().getOut();
        Instant start = Instant.now();
        try (ReadingBars reading = new ReadingBars(this.data.quiet());
                TrainingBars epochs = new TrainingBars(out, this.data.quiet())) {
            ModelTraining.Outcome outcome = training(this.data.reader(this.spec, reading)).train(this.train,
                    this.validation, this.models, epochs);
            Duration took = Duration.between(start, Instant.now());
            out.printf(Locale.ROOT, "%nlearnt from %d rows, held out %d to choose epoch %d of %d; %d parameters%n",
                    outcome.trainingRows(), outcome.stoppingRows(), outcome.result().bestEpoch(),
                    outcome.result().epochs(), outcome.parameters());
            out.printf("on %s:%n%s%n", this.validation, ReportFormat.table(outcome.report()));
            ModelTraining.Version version = outcome.version().orElseThrow();
            out.printf("wrote %s in %d min %d s%n", version.directory(), took.toMinutes(), took.toSecondsPart());
            out.printf("wrote %s%n", Reports.write(outcome, version));
        }
        return 0;
    }

}
