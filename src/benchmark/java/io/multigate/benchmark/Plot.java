package io.multigate.benchmark;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines over the number of candidates, as an SVG file. */
final class Plot {

    private final XYChart chart;

    /**
     * An empty plot.
     * @param title what it shows
     * @param unit of the vertical axis
     * @param logarithmic whether that axis is; the horizontal one always is
     */
    Plot(String title, String unit, boolean logarithmic) {
        this.chart = new XYChartBuilder().width(760)
                .height(440)
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
        if (!logarithmic) {
            this.chart.getStyler().setYAxisMin(0.0);
        }
    }

    void line(String name, List<Double> x, List<Double> y) {
        XYSeries series = this.chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setLineStyle(new BasicStroke(2f));
    }

    void write(Path file) throws IOException {
        ChartEncoder.saveChart(this.chart, file.toString(), "svg");
    }

}
