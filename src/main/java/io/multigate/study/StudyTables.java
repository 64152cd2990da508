package io.multigate.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a study found, as Markdown for people and as CSV for programs. */
final class StudyTables {

    private final Study study;

    private final List<RunResult> results;

    /**
     * Tables.
     * @param results those that are known, in the order of the study's trainings
     */
    StudyTables(Study study, List<RunResult> results) {
        this.study = study;
        this.results = List.copyOf(results);
    }

    /** A line a member, and below it what others have published and whether it was reached. */
    String markdown() {
        StringBuilder text = new StringBuilder("# ").append(this.study.title()).append("\n\n");
        row(text, "", this.study.measures().stream().map(Study.Measure::title).toList());
        row(text, "---", this.study.measures().stream().map((_) -> "---").toList());
        for (Study.Member member : this.study.members()) {
            row(text, member.title(), this.study.measures()
                    .stream()
                    .map((measure) -> Summary.of(this.results, member, measure).toString())
                    .toList());
        }
        text.append('\n').append(note()).append('\n');
        List<List<String>> comparisons = comparisons();
        if (!comparisons.isEmpty()) {
            text.append("\n## Beside published figures\n\n");
            row(text, "", List.of("measure", "here", "published", "within two standard deviations, or better"));
            row(text, "---", List.of("---", "---", "---", "---"));
            comparisons.forEach((line) -> row(text, line.getFirst(), line.subList(1, line.size())));
            text.append("\nIn brackets: the distance from the published mean in published standard deviations.\n");
        }
        return text.toString();
    }

    private List<List<String>> comparisons() {
        List<List<String>> lines = new ArrayList<>();
        for (Study.Member member : this.study.members()) {
            for (Study.Measure measure : this.study.measures()) {
                Published published = member.published().get(measure.name());
                if (published != null) {
                    Summary here = Summary.of(this.results, member, measure);
                    lines.add(List.of(member.title(), measure.title(), here.toString(), published.text(),
                            published.reachedBy(here.mean(), measure)));
                }
            }
        }
        return lines;
    }

    private String note() {
        String seeds = this.study.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "));
        double seconds = this.results.stream().mapToDouble(RunResult::seconds).sum();
        return String.format(Locale.ROOT,
                "Mean ± standard deviation over the seeds %s; %d of %d trainings, %.1f minutes.",
                seeds, this.results.size(), this.study.runs().size(), seconds / 60);
    }

    private static void row(StringBuilder table, String first, List<String> cells) {
        table.append("| ").append(first).append(" | ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** A line a training and figure: {@code member,seed,epochs,best_epoch,task,figure,value}. */
    String csv() {
        StringBuilder csv = new StringBuilder("member,seed,epochs,best_epoch,task,figure,value\n");
        this.results.forEach((run) -> run.figures()
                .forEach((task, figures) -> figures.forEach((figure, value) -> csv
                        .append(String.format(Locale.ROOT, "%s,%d,%d,%d,%s,%s,%s\n", run.member(), run.seed(),
                                run.epochs(), run.bestEpoch(), task, figure, value)))));
        return csv.toString();
    }

    /** The study's measures of one training in one line, those that are defined. */
    static String line(Study study, RunResult result) {
        return study.measures()
                .stream()
                .filter((measure) -> !Double.isNaN(result.figure(measure)))
                .map((measure) -> String.format(Locale.ROOT, "%s %.4f", measure.title(), result.figure(measure)))
                .collect(Collectors.joining(", "));
    }

}
