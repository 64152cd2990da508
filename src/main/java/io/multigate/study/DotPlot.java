package io.multigate.study;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One measure of all members: a dot at the mean, a bar of one standard deviation to either side, and a hollow circle where
 * others have published the figure.
 */
final class DotPlot {

    private static final int COLUMN = 62;

    /** Width of the vertical axis, in pixels. */
    private static final int MARGIN = 220;

    /** With the upright titles below the axis. */
    private static final int HEIGHT = 520;

    private static final int SLANT = 90;

    private DotPlot() {}

    /**
     * A member's column.
     * @param title of the member
     * @param here its figure over the seeds
     * @param published what others report, or NaN
     */
    record Row(String title, Summary here, double published) {}

    /**
     * Draws.
     * @param measure what the vertical axis counts
     * @param rows at least one, each with a figure
     */
    static String svg(String measure, List<Row> rows) {
        CategoryChart chart = new CategoryChartBuilder().width(MARGIN + COLUMN * Math.max(6, rows.size()))
                .height(HEIGHT)
                .yAxisTitle(measure)
                .build();
        Charts.style(chart.getStyler());
        // Far less than a column's width, so that each has its title.
        chart.getStyler().setXAxisTickMarkSpacingHint(COLUMN / 3).setXAxisLabelRotation(SLANT)
                .setXAxisLabelAlignmentVertical(TextAlignment.Right);
        chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Scatter).setOverlapped(true);
        chart.getStyler().setYAxisDecimalPattern("0.0###").setErrorBarsColorSeriesColor(true);
        setRange(chart, rows);
        List<String> titles = rows.stream().map(Row::title).toList();
        // What others have published comes first: where the two meet, the dot lies on the circle.
        if (rows.stream().anyMatch((row) -> !Double.isNaN(row.published()))) {
            add(chart, "published mean", titles, known(rows.stream().map(Row::published).toList()), null,
                    new HollowCircle());
        }
        add(chart, "mean over the seeds ± standard deviation", titles,
                rows.stream().map((row) -> row.here().mean()).toList(), rows.stream().map(DotPlot::deviation).toList(),
                SeriesMarkers.CIRCLE);
        return Charts.svg(chart);
    }

    /** A chart leaves out what is null. */
    private static List<@Nullable Double> known(List<Double> figures) {
        List<@Nullable Double> known = new ArrayList<>();
        figures.forEach((figure) -> known.add(figure.isNaN() ? null : figure));
        return known;
    }

    private static double deviation(Row row) {
        return (row.here().count() > 1) ? row.here().deviation() : 0;
    }

    /** From the least to the greatest that is drawn, bars included, and a twentieth on either side. */
    private static void setRange(CategoryChart chart, List<Row> rows) {
        double[] drawn = rows.stream()
                .flatMap((row) -> List.of(row.here().mean() - deviation(row), row.here().mean() + deviation(row),
                        row.published()).stream())
                .mapToDouble(Double::doubleValue)
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
        series.setMarkerColor(Charts.COLOURS.getFirst());
        series.setLineColor(Charts.COLOURS.getFirst());
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
            g.setColor(Charts.INK);
            g.draw(circle);
        }

    }

}
