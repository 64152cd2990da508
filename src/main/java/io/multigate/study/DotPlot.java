package io.multigate.study;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One measure of all members, the first on top: a dot at the mean, a bar of one standard deviation to either side, and
 * below it a hollow circle where others have published the figure.
 */
final class DotPlot {

    private static final int WIDTH = 760;

    /** Height of a member's row, in pixels. */
    private static final int ROW = 44;

    /** Height of axis, title and legend, in pixels. */
    private static final int MARGINS = 92;

    /** How far below the dot the published figure stands, in rows. */
    private static final double BELOW = 0.25;

    private DotPlot() {}

    /**
     * A member's row.
     * @param title of the member
     * @param here its figure over the seeds
     * @param published what others report, or NaN
     */
    record Row(String title, Summary here, double published) {}

    /**
     * Draws.
     * @param measure what the horizontal axis counts
     * @param rows at least one, each with a figure
     */
    static String svg(String measure, List<Row> rows) {
        XYChart chart = Charts.empty(measure, "", WIDTH, MARGINS + ROW * rows.size());
        Points bars = new Points();
        Points means = new Points();
        Points published = new Points();
        for (int row = 0; row < rows.size(); row++) {
            double y = (double) rows.size() - row;
            Row drawn = rows.get(row);
            Summary here = drawn.here();
            means.add(here.mean(), y);
            if (here.count() > 1) {
                bars.add(here.mean() - here.deviation(), y);
                bars.add(here.mean() + here.deviation(), y);
                // What is no number interrupts the line.
                bars.add(here.mean() + here.deviation(), Double.NaN);
            }
            if (!Double.isNaN(drawn.published())) {
                published.add(drawn.published(), y - BELOW);
            }
        }
        style(chart.getStyler(), rows);
        bars.drawOn(chart, "± standard deviation", SeriesMarkers.NONE).ifPresent((series) -> {
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
            series.setLineStyle(new BasicStroke(2f));
            series.setLineColor(Charts.COLOURS.getFirst());
        });
        means.drawOn(chart, "mean over the seeds", SeriesMarkers.CIRCLE);
        published.drawOn(chart, "published mean", new HollowCircle());
        return Charts.svg(chart);
    }

    private static void style(XYStyler styler, List<Row> rows) {
        styler.setXAxisDecimalPattern("0.0###");
        styler.setYAxisMin(0.5).setYAxisMax(rows.size() + 0.5);
        // A little more than a row's height, so that one tick stands at each member.
        styler.setYAxisTickMarkSpacingHint(ROW * 6 / 5);
        styler.setYAxisTickLabelsFormattingFunction((y) -> {
            long tenths = Math.round(10 * (rows.size() - y));
            boolean member = tenths % 10 == 0 && tenths >= 0 && tenths < 10L * rows.size();
            return member ? rows.get((int) (tenths / 10)).title() : blank(Math.floorMod(tenths, 27));
        });
    }

    /** Three kinds of spaces: XChart widens its steps until no two labels are the same. */
    private static String blank(int number) {
        String spaces = " \u00A0\u2007";
        return "" + spaces.charAt(number % 3) + spaces.charAt(number / 3 % 3) + spaces.charAt(number / 9);
    }

    /** Points of one series. */
    private static final class Points {

        private final List<Double> x = new ArrayList<>();

        private final List<Double> y = new ArrayList<>();

        void add(double across, double up) {
            this.x.add(across);
            this.y.add(up);
        }

        /** A chart takes no series without points. */
        Optional<XYSeries> drawOn(XYChart chart, String name, Marker marker) {
            if (this.x.isEmpty()) {
                return Optional.empty();
            }
            XYSeries series = chart.addSeries(name, this.x, this.y);
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
            series.setMarker(marker);
            series.setMarkerColor(Charts.COLOURS.getFirst());
            return Optional.of(series);
        }

    }

    /** An outline, which no filled dot is taken for. */
    private static final class HollowCircle extends Marker {

        @Override
        public void paint(Graphics2D g, double xOffset, double yOffset, int markerSize) {
            g.setStroke(new BasicStroke(1.5f));
            Ellipse2D circle = new Ellipse2D.Double(xOffset - markerSize / 2.0, yOffset - markerSize / 2.0, markerSize,
                    markerSize);
            g.setColor(Color.WHITE);
            g.fill(circle);
            g.setColor(Charts.INK);
            g.draw(circle);
        }

    }

}
