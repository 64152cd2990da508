package io.multigate.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import io.multigate.study.InvalidStudyException;
import io.multigate.study.Study;
import io.multigate.study.StudyRunner;
import io.multigate.training.InvalidDataException;
import io.multigate.training.InvalidRecipeException;
import io.multigate.training.ReadingProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains the members of a study and compares them. */
@Command(name = "compare",
        description = "Trains each member of a study with each seed and writes tables of their figures;"
                + " goes on where it stopped.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--study", required = true, paramLabel = "FILE",
            description = "Data, common recipe, members, seeds and measures, as YAML.")
    private Path study;

    @Option(names = "--data", paramLabel = "DIR",
            description = "Where the study's data files stand (default: beside it).")
    private @Nullable Path folder;

    @Option(names = "--out", required = true, paramLabel = "DIR",
            description = "Where results are written, and looked for.")
    private Path out;

    @Option(names = "--jobs", defaultValue = "1", paramLabel = "N",
            description = "Trainings at a time, a core each (default: ${DEFAULT-VALUE}).")
    private int jobs;

    @Mixin
    private DataOptions data;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (this.jobs < 1) {
            throw new ParameterException(this.spec.commandLine(), "--jobs is " + this.jobs + "; it must be at least 1");
        }
        if (!Files.isRegularFile(this.study)) {
            throw new ParameterException(this.spec.commandLine(),
                    Files.exists(this.study) ? this.study + " is no regular file" : "no such file: " + this.study);
        }
        try {
            Study read = Study.read(this.study, dataFolder());
            try (StudyBar bar = new StudyBar(this.spec.commandLine().getOut(), read.runs().size(),
                    this.data.quiet())) {
                String table = new StudyRunner(read, this.out, this.data.reader(this.spec, ReadingProgress.NONE), bar,
                        Clock.systemUTC()).run(this.jobs);
                this.spec.commandLine().getOut().printf("%n%s%nwrote %s%n", table, this.out);
            }
            return 0;
        } catch (InvalidStudyException | InvalidRecipeException | InvalidDataException ex) {
            throw new ParameterException(this.spec.commandLine(), ex.getMessage(), ex);
        }
    }

    private Path dataFolder() {
        return (this.folder != null) ? this.folder : this.study.toAbsolutePath().resolveSibling("");
    }

}
