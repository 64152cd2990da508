package io.multigate.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One measure of several things: a dot at each mean, a bar of one standard deviation to either side, and a hollow
 * circle where others have published the figure.
 */
public final class DotPlot {

    private static final int COLUMN = 62;

    /** Width of the vertical axis, in pixels. */
    private static final int MARGIN = 220;

    /** With the upright titles below the axis. */
    private static final int HEIGHT = 520;

    private static final int SLANT = 90;

    private DotPlot() {}

    /**
     * One thing's column.
     * @param title below it
     * @param mean of the measure
     * @param deviation its standard deviation, or NaN where it is not known
     * @param published what others report, or NaN
     */
    public record Column(String title, double mean, double deviation, double published) {

        double least() {
            return this.mean - bar();
        }

        double greatest() {
            return this.mean + bar();
        }

        double bar() {
            return Double.isNaN(this.deviation) ? 0 : this.deviation;
        }

    }

    /**
     * Draws.
     * @param measure what the vertical axis counts
     * @param columns at least one
     */
    public static String svg(String measure, List<Column> columns) {
        CategoryChart chart = new CategoryChartBuilder().width(MARGIN + COLUMN * Math.max(6, columns.size()))
                .height(HEIGHT)
                .yAxisTitle(measure)
                .build();
        Drawing.style(chart.getStyler());
        Drawing.legendBelow(chart.getStyler());
        // Far less than a column's width, so that each has its title.
        chart.getStyler().setXAxisTickMarkSpacingHint(COLUMN / 3).setXAxisLabelRotation(SLANT)
                .setXAxisLabelAlignmentVertical(TextAlignment.Right);
        chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Scatter).setOverlapped(true);
        chart.getStyler().setYAxisDecimalPattern("0.0###").setErrorBarsColorSeriesColor(true);
        setRange(chart, columns);
        List<String> titles = columns.stream().map(Column::title).toList();
        // What others have published comes first: where the two meet, the dot lies on the circle.
        if (columns.stream().anyMatch((column) -> !Double.isNaN(column.published()))) {
            add(chart, "published mean", titles, known(columns.stream().map(Column::published).toList()), null,
                    new HollowCircle());
        }
        add(chart, "mean over the seeds ± standard deviation", titles,
                columns.stream().map(Column::mean).toList(), columns.stream().map(Column::bar).toList(),
                SeriesMarkers.CIRCLE);
        return Drawing.svg(chart);
    }

    /** A chart leaves out what is null. */
    private static List<@Nullable Double> known(List<Double> figures) {
        List<@Nullable Double> known = new ArrayList<>();
        figures.forEach((figure) -> known.add(figure.isNaN() ? null : figure));
        return known;
    }

    /** From the least to the greatest that is drawn, bars included, and a twentieth on either side. */
    private static void setRange(CategoryChart chart, List<Column> columns) {
        double[] drawn = columns.stream()
                .flatMapToDouble((column) -> DoubleStream.of(column.least(), column.greatest(), column.published()))
                .filter((figure) -> !Double.isNaN(figure))
                .sorted()
                .toArray();
        double margin = Math.max(1e-4, (drawn[drawn.length - 1] - drawn[0]) / 20);
        chart.getStyler().setYAxisMin(drawn[0] - margin).setYAxisMax(drawn[drawn.length - 1] + margin);
    }

    private static void add(CategoryChart chart, String name, List<String> titles,
            List<? extends @Nullable Double> figures,
            @Nullable List<Double> deviations, Marker marker) {
        CategorySeries series = chart.addSeries(name, titles, figures, deviations);
        series.setMarker(marker);
        series.setMarkerColor(Palette.LINES.getFirst());
        series.setLineColor(Palette.LINES.getFirst());
    }

    /** An outline, which no filled dot is taken for. */
    private static final class HollowCircle extends Marker {

        @Override
        public void paint(Graphics2D g, double xOffset, double yOffset, int markerSize) {
            double size = 1.6 * markerSize;
            g.setStroke(new BasicStroke(1.5f));
            Ellipse2D circle = new Ellipse2D.Double(xOffset - size / 2, yOffset - size / 2, size, size);
            g.setColor(Color.WHITE);
            g.fill(circle);
            g.setColor(Drawing.INK);
            g.draw(circle);
        }

    }

}
