package io.multigate.command;

import java.io.PrintWriter;
import java.util.Locale;

import io.multigate.network.TrainingProgress;
import io.multigate.study.Study;
import io.multigate.study.StudyProgress;

/** Draws one progress bar for all trainings of a study, and leaves one line a training behind. */
final class StudyBar implements StudyProgress, AutoCloseable {

    private final PrintWriter out;

    private final int runs;

    private final Progress bar;

    StudyBar(PrintWriter out, int runs, boolean quiet) {
        this.out = out;
        this.runs = runs;
        this.bar = Progress.start("trainings", "done", runs, quiet);
    }

    @Override
    public TrainingProgress started(Study.Run run) {
        String name = run.member().name() + ", seed " + run.seed();
        message(name + ": reading");
        return new TrainingProgress() {

            private int epoch = 1;

            @Override
            public void batch(long rowsDone, long rowsTotal, double loss) {
                message(String.format(Locale.ROOT, "%s: epoch %d, %d %%", name, this.epoch,
                        100 * rowsDone / rowsTotal));
            }

            @Override
            public void epoch(int ended, double trainLoss, double validationLoss) {
                this.epoch = ended + 1;
            }

        };
    }

    private synchronized void message(String text) {
        this.bar.message(text);
    }

    @Override
    public synchronized void ended(Study.Run run, boolean known, String summary, int done) {
        this.bar.at(done);
        this.bar.wipe();
        this.out.printf("%d of %d: %s, seed %d%s: %s%n", done, this.runs, run.member().name(), run.seed(),
                known ? " (from before)" : "", summary);
        this.out.flush();
    }

    @Override
    public synchronized void close() {
        this.bar.close();
    }

}
