package io.multigate.benchmark;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines over the number of candidates, as an SVG file. */
final class Plot {

    /** A number with more digits than anybody can see. */
    private static final Pattern LONG = Pattern.compile("([0-9]+\\.[0-9]{2})[0-9]+");

    private final XYChart chart;

    private double least = Double.POSITIVE_INFINITY;

    private double greatest = Double.NEGATIVE_INFINITY;

    /**
     * An empty plot.
     * @param title what it shows
     * @param unit of the vertical axis
     * @param logarithmic whether that axis is; the horizontal one always is
     */
    Plot(String title, String unit, boolean logarithmic) {
        this.chart = new XYChartBuilder().width(760)
                .height(420)
                .title(title)
                .xAxisTitle("candidates in a request")
                .yAxisTitle(unit)
                .build();
        this.chart.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisLogarithmic(logarithmic)
                .setChartBackgroundColor(Color.WHITE)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        // Of dashes every one would be a path of its own.
        this.chart.getStyler().setPlotGridLinesStroke(new BasicStroke(0.5f)).setPlotGridLinesColor(Color.LIGHT_GRAY);
        if (!logarithmic) {
            this.chart.getStyler().setYAxisMin(0.0);
        }
    }

    void line(String name, List<Double> x, List<Double> y) {
        this.least = Math.min(this.least, y.stream().mapToDouble(Double::doubleValue).min().orElse(this.least));
        this.greatest = Math.max(this.greatest,
                y.stream().mapToDouble(Double::doubleValue).max().orElse(this.greatest));
        XYSeries series = this.chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setLineStyle(new BasicStroke(2f));
    }

    /** Draws. Numbers are cut to a hundredth of a pixel. */
    void write(Path file) throws IOException {
        if (this.chart.getStyler().isYAxisLogarithmic()) {
            // Only powers of ten get a number.
            this.chart.getStyler()
                    .setYAxisMin(Math.pow(10, Math.floor(Math.log10(this.least))))
                    .setYAxisMax(Math.pow(10, Math.ceil(Math.log10(this.greatest))));
        }
        // Gatling brings another writer of XML, which takes the elements out of SVG's name space.
        System.setProperty("javax.xml.transform.TransformerFactory",
                "com.sun.org.apache.xalan.internal.xsltc.trax.TransformerFactoryImpl");
        String svg = new String(ChartEncoder.getBytes(this.chart, "svg"), StandardCharsets.UTF_8);
        Files.writeString(file, LONG.matcher(svg).replaceAll("$1"));
    }

}
