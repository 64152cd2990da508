package io.multigate.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.multigate.evaluation.Evidence;
import io.multigate.evaluation.RegressionCurves;
import io.multigate.evaluation.TaskCurves;

/**
 * Makes one page of what was found: HTML with its style and pictures within, for any browser, today and in ten years.
 */
public final class ReportPage {

    private static final String STYLE = "report.css";

    private final List<Section> sections = new ArrayList<>();

    private final Html head;

    private final String title;

    private ReportPage(ReportContents contents) {
        this.head = SummarySection.head(contents);
        this.title = contents.manifest().id().toString();
        TaskTitles titles = new TaskTitles(contents.manifest().spec().tasks());
        Evidence evidence = contents.evidence();
        List<String> tasks = evidence.curves().stream().map(TaskCurves::task).toList();
        add("summary", "Summary", SummarySection.of(contents, titles));
        contents.losses().ifPresent((losses) -> add("losses", "Losses", LossSection.of(losses)));
        for (int task = 0; task < tasks.size(); task++) {
            add("task-" + task, titles.title(tasks.get(task)),
                    TaskSection.of(evidence.curves().get(task), titles));
        }
        for (int task = 0; task < evidence.regressions().size(); task++) {
            RegressionCurves curves = evidence.regressions().get(task);
            add("regression-" + task, titles.title(curves.task()), RegressionSection.of(curves, titles));
        }
        if (!evidence.slices().isEmpty()) {
            add("slices", "Slices", SliceSection.of(evidence.slices(), tasks, titles));
        }
        evidence.gates().ifPresent((gates) -> add("gates", "Gates", GateSection.of(gates)));
        if (!tasks.isEmpty()) {
            add("importance", "Importance of the features", ImportanceSection.of(evidence.importance(), tasks, titles));
        }
        add("data", "Data", DataSection.of(contents));
        add("provenance", "Provenance", ProvenanceSection.of(contents));
    }

    private record Section(String id, String title, Html content) {

        Html html() {
            return Html.element("section", Html.element("h2", this.title), this.content).with("id", this.id);
        }

        Html link() {
            return Html.element("li", Html.element("a", this.title).with("href", "#" + this.id));
        }

    }

    private void add(String id, String sectionTitle, Html content) {
        this.sections.add(new Section(id, sectionTitle, content));
    }

    /**
     * Writes the page; a file that stands there is written over.
     * @throws UncheckedIOException if it cannot be written
     */
    public static void write(ReportContents contents, Path file) {
        try {
            Files.writeString(file, html(contents));
        } catch (IOException ex) {
            throw new UncheckedIOException("the report cannot be written", ex);
        }
    }

    /** The page. */
    static String html(ReportContents contents) {
        return new ReportPage(contents).page();
    }

    private String page() {
        Html links = Html.element("nav",
                Html.element("ol", Html.all(this.sections.stream().map(Section::link).toList())));
        Html main = Html.element("main", Html.all(this.sections.stream().map(Section::html).toList()));
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" \
                content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <link rel="icon" href="data:,">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                %s
                </body>
                </html>
                """.formatted(Html.escaped(this.title), style(), Html.all(this.head, links, main).markup());
    }

    private static String style() {
        try (InputStream style = ReportPage.class.getResourceAsStream(STYLE)) {
            if (style == null) {
                throw new IllegalStateException(STYLE + " is not on the class path");
            }
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ex) {
            throw new UncheckedIOException(STYLE + " cannot be read", ex);
        }
    }

}
