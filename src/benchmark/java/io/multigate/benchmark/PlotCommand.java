package io.multigate.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.multigate.plot.Plot;
import io.multigate.plot.Plot.Frame;
import io.multigate.plot.Plot.Scale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Draws the plots of src/docs/performance.md from the measured files. */
@Command(name = "plot", description = "Draws the plots from the CSV files.", mixinStandardHelpOptions = true)
final class PlotCommand implements Callable<Integer> {

    private static final int SMALLEST = 25;

    @Option(names = "--directory", defaultValue = "src/docs/performance",
            description = "Of the CSV files, and of the SVG files that are written.")
    private Path directory;

    @Override
    public Integer call() throws IOException {
        // Gatling brings another writer of XML, which takes the elements out of SVG's name space.
        System.setProperty("javax.xml.transform.TransformerFactory",
                "com.sun.org.apache.xalan.internal.xsltc.trax.TransformerFactoryImpl");
        List<Measured> plan = Measured.read(this.directory.resolve("plan.csv"));
        for (String model : ReferenceModel.NAMES) {
            Plot plot = plot(model + ": time per candidate, one thread", "microseconds", Scale.LOGARITHMIC);
            lines(plan, model).forEach((side, rows) -> plot.markedLine(name(side), sizes(rows),
                    rows.stream().map((row) -> row.number("micros") / row.number("candidates")).toList()));
            Files.writeString(this.directory.resolve(model + ".svg"), plot.svg());
        }
        Plot ratio = plot("times as fast as ONNX Runtime, one thread", "ratio", Scale.LINEAR).fromZero();
        for (String model : ReferenceModel.NAMES) {
            Map<String, List<Measured>> lines = lines(plan, model);
            List<Measured> peer = lines.getOrDefault(OnnxRuntimeContender.NAME, List.of());
            for (String side : List.of(ScorerContender.CACHED, ScorerContender.PLAN)) {
                List<Measured> rows = lines.getOrDefault(side, List.of());
                ratio.markedLine(model + ", " + name(side), sizes(rows), ratios(peer, rows));
            }
        }
        Files.writeString(this.directory.resolve("ratio.svg"), ratio.svg());
        Plot http = plot("requests a second at saturation, one core", "requests a second", Scale.LOGARITHMIC);
        Map<String, List<Measured>> services = new LinkedHashMap<>();
        Measured.read(this.directory.resolve("http.csv"))
                .forEach((row) -> services.computeIfAbsent(row.text("service"), (_) -> new ArrayList<>())
                        .add(row));
        services.forEach((service, rows) -> http.markedLine(service, sizes(rows),
                rows.stream().map((row) -> row.number("rate")).toList()));
        Files.writeString(this.directory.resolve("http.svg"), http.svg());
        return 0;
    }

    /** An empty plot over the number of candidates. */
    private static Plot plot(String title, String unit, Scale scale) {
        return new Plot(
                new Frame(title, "candidates in a request", unit, 760, 420, Scale.LOGARITHMIC, scale));
    }

    /** A model's rows by side. */
    private static Map<String, List<Measured>> lines(List<Measured> plan, String model) {
        Map<String, List<Measured>> lines = new LinkedHashMap<>();
        plan.stream()
                .filter((row) -> row.text("model").equals(model) && row.number("candidates") >= SMALLEST)
                .forEach((row) -> lines.computeIfAbsent(row.text("side"), (_) -> new ArrayList<>()).add(row));
        return lines;
    }

    private static List<Double> ratios(List<Measured> peer, List<Measured> rows) {
        return rows.stream().map((row) -> peer.stream()
                .filter((other) -> other.number("candidates") == row.number("candidates"))
                .mapToDouble((other) -> other.number("micros") / row.number("micros"))
                .findFirst()
                .orElse(Double.NaN)).toList();
    }

    private static List<Double> sizes(List<Measured> rows) {
        return rows.stream().map((row) -> row.number("candidates")).toList();
    }

    private static String name(String side) {
        return switch (side) {
            case ScorerContender.CACHED -> "plan, items cached";
            case ScorerContender.PLAN -> "plan, cache off";
            case OnnxRuntimeContender.NAME -> "ONNX Runtime";
            case ScorerContender.NETWORK -> "Deeplearning4j";
            default -> side;
        };
    }

}
