package io.multigate.study;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.apache.commons.codec.digest.DigestUtils;

import io.multigate.network.DivergedTrainingException;
import io.multigate.network.TrainingProgress;
import io.multigate.network.TrainingResult;
import io.multigate.training.ExampleReader;
import io.multigate.training.ModelTraining;
import io.multigate.training.Recipe;

/**
 * Trains every member of a study with every seed and writes the tables. Below the directory stand {@code recipes/}, the
 * members' own, {@code runs/}, a result a training, the tables {@code results.md} and {@code results.csv}, and the
 * plots, anew after each training. A training whose result is there is not repeated.
 */
public final class StudyRunner {

    private final Study study;

    private final Path directory;

    private final ExampleReader reader;

    private final StudyProgress progress;

    private final Clock clock;

    private final ResultFiles files;

    private final Map<String, RunResult> results = new HashMap<>();

    private final AtomicInteger done = new AtomicInteger();

    /**
     * A study that is run.
     * @param directory where its results are written
     * @param reader of the data files
     * @param clock tells how long a training took
     */
    public StudyRunner(Study study, Path directory, ExampleReader reader, StudyProgress progress, Clock clock) {
        this.study = study;
        this.directory = directory;
        this.reader = reader;
        this.progress = progress;
        this.clock = clock;
        this.files = new ResultFiles(directory.resolve("runs"));
    }

    /**
     * Runs what has not been run.
     * @param jobs trainings at a time, at least 1
     * @return the tables as Markdown
     * @throws InvalidStudyException if no member has what is to be measured, before anything is trained; or if a
     * training diverges
     * @throws io.multigate.training.InvalidRecipeException if a member's recipe is not one; before anything is trained
     * @throws io.multigate.training.InvalidDataException if a data file cannot be used
     * @throws IOException if a result cannot be written
     */
    public String run(int jobs) throws IOException, InterruptedException {
        Map<String, Path> recipes = writeRecipes();
        String data = digest(this.study.train()) + digest(this.study.validation());
        List<Callable<Void>> trainings = this.study.runs().stream().<Callable<Void>>map((run) -> () -> {
            Path recipe = Objects.requireNonNull(recipes.get(run.member().name()));
            conclude(run, recipe, DigestUtils.sha256Hex(run.member().recipe() + run.seed() + data));
            return null;
        }).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(jobs)) {
            List<Future<Void>> futures = trainings.stream().map(threads::submit).toList();
            for (Future<Void> future : futures) {
                await(future, threads);
            }
        }
        return writeFindings();
    }

    private static void await(Future<Void> future, ExecutorService threads) throws IOException, InterruptedException {
        try {
            future.get();
        } catch (ExecutionException ex) {
            threads.shutdownNow();
            switch (ex.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(ex);
            }
        }
    }

    private Map<String, Path> writeRecipes() throws IOException {
        Path folder = Files.createDirectories(this.directory.resolve("recipes"));
        Map<String, Path> recipes = new HashMap<>();
        Set<String> measurable = new TreeSet<>();
        for (Study.Member member : this.study.members()) {
            Path file = folder.resolve(member.name() + ".yaml");
            Files.writeString(file, member.recipe());
            measurable.addAll(Measurable.of(Recipe.read(file).spec()));
            recipes.put(member.name(), file);
        }
        for (Study.Measure measure : this.study.measures()) {
            if (!measurable.contains(measure.name())) {
                throw new InvalidStudyException("a measure is " + measure.name() + ", which no member has; available: "
                        + String.join(", ", measurable));
            }
        }
        return recipes;
    }

    private static String digest(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InvalidStudyException(
                    Files.exists(file) ? file + " is no regular file" : "no such data file: " + file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return DigestUtils.sha256Hex(in);
        }
    }

    private void conclude(Study.Run run, Path recipe, String fingerprint) throws IOException {
        Optional<RunResult> known = this.files.find(run, fingerprint);
        RunResult result = known.isPresent() ? known.get() : train(run, recipe, fingerprint);
        add(run, result);
        if (known.isEmpty()) {
            this.files.write(run, result);
            writeFindings();
        }
        this.progress.ended(run, known.isPresent(), StudyTables.line(this.study, result),
                this.done.incrementAndGet());
    }

    private RunResult train(Study.Run run, Path recipeFile, String fingerprint) {
        TrainingProgress epochs = this.progress.started(run);
        Instant start = this.clock.instant();
        ModelTraining.Outcome outcome = outcome(run, recipeFile, epochs);
        return new RunResult(fingerprint, run.member().name(), run.seed(), outcome.result().epochs(),
                outcome.result().bestEpoch(), validationLosses(outcome.result()),
                Duration.between(start, this.clock.instant()).toMillis() / 1e3, figures(outcome));
    }

    private ModelTraining.Outcome outcome(Study.Run run, Path recipeFile, TrainingProgress epochs) {
        Recipe recipe = Recipe.read(recipeFile).withSeed(run.seed());
        try {
            return new ModelTraining(recipe, this.reader, this.clock).tryOut(this.study.train(),
                    this.study.validation(), epochs);
        } catch (DivergedTrainingException ex) {
            throw new InvalidStudyException(
                    "member '" + run.member().name() + "' with seed " + run.seed() + ": " + ex.getMessage(), ex);
        }
    }

    private static Map<String, Map<String, Double>> figures(ModelTraining.Outcome outcome) {
        Map<String, Map<String, Double>> figures = outcome.report().figures();
        outcome.gates()
                .ifPresent((health) -> health.figures()
                        .forEach((task, own) -> figures.computeIfAbsent(task, (_) -> new LinkedHashMap<>())
                                .putAll(own)));
        return figures;
    }

    private static List<Double> validationLosses(TrainingResult result) {
        return result.losses()
                .stream()
                .map(TrainingResult.EpochLoss::validation)
                .filter((loss) -> !loss.isNaN())
                .toList();
    }

    private synchronized void add(Study.Run run, RunResult result) {
        this.results.put(run.key(), result);
    }

    /** What is found so far: whole at any time, and the same whichever training ends first. */
    private synchronized String writeFindings() throws IOException {
        List<RunResult> ordered = new ArrayList<>();
        for (Study.Run run : this.study.runs()) {
            Optional.ofNullable(this.results.get(run.key())).ifPresent(ordered::add);
        }
        StudyTables tables = new StudyTables(this.study, ordered);
        Files.writeString(this.directory.resolve("results.csv"), tables.csv());
        Map<String, String> plots = new StudyPlots(this.study, ordered).draw();
        for (Map.Entry<String, String> plot : plots.entrySet()) {
            Files.writeString(this.directory.resolve(plot.getKey()), plot.getValue());
        }
        Files.writeString(this.directory.resolve("results.md"), tables.markdown() + links(plots));
        return tables.markdown();
    }

    private static String links(Map<String, String> plots) {
        return plots.keySet()
                .stream()
                .map((file) -> "\n![" + file.replace(".svg", "") + "](" + file + ")\n")
                .collect(Collectors.joining());
    }

}
