package io.multigate.study;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Validation losses by epoch, a line a member; each has a marker of its own besides its colour. */
final class LossPlot {

    private static final int WIDTH = 960;

    private static final int HEIGHT = 420;

    /** About what the lines have between the axis and the legend, in pixels. */
    private static final int PLOT_WIDTH = 560;

    /** One fewer than there are colours, so that a pair comes again only after many members. */
    private static final List<Marker> MARKERS = List.of(SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE,
            SeriesMarkers.TRIANGLE_UP, SeriesMarkers.DIAMOND, SeriesMarkers.CROSS);

    private LossPlot() {}

    /**
     * Draws.
     * @param curves by member, the loss after each epoch; at least one
     */
    static String svg(Map<String, List<Double>> curves) {
        XYChart chart = Charts.empty("epoch", "validation loss, sum of the tasks, mean over the seeds", WIDTH, HEIGHT);
        chart.getStyler()
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setLegendLayout(Styler.LegendLayout.Vertical);
        int last = curves.values().stream().mapToInt(List::size).max().orElseThrow();
        // A little less than an epoch's width, so that ticks stand at whole epochs.
        chart.getStyler().setXAxisTickMarkSpacingHint(Math.max(40, PLOT_WIDTH * 7 / 10 / last));
        chart.getStyler().setXAxisDecimalPattern("0.#").setXAxisMin(0.5).setXAxisMax(last + 0.5);
        int number = 0;
        for (Map.Entry<String, List<Double>> curve : curves.entrySet()) {
            List<Double> epochs = IntStream.rangeClosed(1, curve.getValue().size()).mapToObj(Double::valueOf).toList();
            XYSeries series = chart.addSeries(curve.getKey(), epochs, curve.getValue());
            Color colour = Charts.COLOURS.get(number % Charts.COLOURS.size());
            series.setLineStyle(new BasicStroke(2f));
            series.setLineColor(colour);
            series.setMarker(MARKERS.get(number % MARKERS.size()));
            series.setMarkerColor(colour);
            number++;
        }
        return Charts.svg(chart);
    }

}
