package io.multigate.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A plot of lines, points and steps over two axes, as SVG that browsers show. Letters become outlines, so whoever looks
 * needs no font; whoever draws needs one.
 */
public final class Plot {

    /** What text is drawn in, as SVG names it. */
    public static final String INK = Drawing.rgb(Drawing.INK);

    /** What grid lines and axes are drawn in, as SVG names it. */
    public static final String GRID = Drawing.rgb(Drawing.GRID);

    /** What is drawn on, as SVG names it. */
    public static final String PAPER = Drawing.rgb(Color.WHITE);

    /** One fewer than there are colours, so that a pair comes again only after many lines. */
    private static final List<Marker> MARKERS = List.of(SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE,
            SeriesMarkers.TRIANGLE_UP, SeriesMarkers.DIAMOND, SeriesMarkers.CROSS);

    private static final BasicStroke LINE = new BasicStroke(2f);

    private static final BasicStroke THIN = new BasicStroke(1f);

    private final XYChart chart;

    private final Frame frame;

    private final List<Double> vertical = new ArrayList<>();

    private int colours;

    /** How an axis counts. */
    public enum Scale {
        LINEAR, LOGARITHMIC
    }

    /**
     * What a plot has around its lines.
     * @param title above it; empty for none
     * @param xTitle what the horizontal axis counts, with the unit
     * @param yTitle what the vertical axis counts, with the unit
     * @param width in pixels
     * @param height in pixels
     * @param x the horizontal axis
     * @param y the vertical axis
     */
    public record Frame(String title, String xTitle, String yTitle, int width, int height, Scale x, Scale y) {}

    /** An empty plot. */
    public Plot(Frame frame) {
        this.frame = frame;
        this.chart = new XYChartBuilder().width(frame.width())
                .height(frame.height())
                .title(frame.title())
                .xAxisTitle(frame.xTitle())
                .yAxisTitle(frame.yTitle())
                .build();
        Drawing.style(this.chart.getStyler());
        this.chart.getStyler()
                .setXAxisLogarithmic(frame.x() == Scale.LOGARITHMIC)
                .setYAxisLogarithmic(frame.y() == Scale.LOGARITHMIC)
                .setChartTitleVisible(!frame.title().isEmpty())
                .setLegendPosition(Styler.LegendPosition.OutsideE);
    }

    /** Names the lines below the plot instead of beside it. */
    public Plot legendBelow() {
        Drawing.legendBelow(this.chart.getStyler());
        return this;
    }

    /** Leaves the lines without names. */
    public Plot withoutLegend() {
        this.chart.getStyler().setLegendVisible(false);
        return this;
    }

    /** Lets the horizontal axis count from 1 to {@code last}, a tick at each, or at some where there is no room. */
    public Plot counting(int last) {
        // XChart rounds a hint of three quarters to one and a half of a step to one, and the legend leaves 58 to 93 %
        // of the width.
        int step = (int) (0.78 * this.frame.width() / last);
        this.chart.getStyler().setXAxisTickMarkSpacingHint(Math.max(40, step)).setXAxisDecimalPattern("0.#");
        return x(0.5, last + 0.5);
    }

    /** Fixes the ends of the horizontal axis; else they are those of the data. */
    public Plot x(double least, double greatest) {
        this.chart.getStyler().setXAxisMin(least).setXAxisMax(greatest);
        return this;
    }

    /** Fixes the ends of the vertical axis; else they are those of the data. */
    public Plot y(double least, double greatest) {
        this.chart.getStyler().setYAxisMin(least).setYAxisMax(greatest);
        return this;
    }

    /** Lets the vertical axis begin at 0. */
    public Plot fromZero() {
        this.chart.getStyler().setYAxisMin(0.0);
        return this;
    }

    /** A line through points that are marked, each line's by a marker of its own besides the colour. */
    public Plot markedLine(String name, List<Double> x, List<Double> y) {
        Marker marker = MARKERS.get(this.colours % MARKERS.size());
        return series(name, x, y, XYSeriesRenderStyle.Line, LINE, marker, nextColour());
    }

    /** A line. */
    public Plot line(String name, List<Double> x, List<Double> y) {
        return series(name, x, y, XYSeriesRenderStyle.Line, LINE, SeriesMarkers.NONE, nextColour());
    }

    /** Points without a line. */
    public Plot points(String name, List<Double> x, List<Double> y) {
        return series(name, x, y, XYSeriesRenderStyle.Scatter, LINE, SeriesMarkers.CIRCLE, nextColour());
    }

    /** A step from each x to the next, of the height y; the area below it is tinted. */
    public Plot steps(String name, List<Double> x, List<Double> y) {
        return series(name, x, y, XYSeriesRenderStyle.StepArea, LINE, SeriesMarkers.NONE, nextColour());
    }

    /**
     * A thin line along which x = y, that things are compared with.
     * @param least where it begins
     * @param greatest where it ends
     */
    public Plot diagonal(String name, double least, double greatest) {
        // Values at equal distances would each get a tick, be they a hundred; an odd one among them makes ticks round.
        double odd = least + (greatest - least) / Math.PI;
        List<Double> ends = List.of(least, odd, greatest);
        return series(name, ends, ends, XYSeriesRenderStyle.Line, THIN, SeriesMarkers.NONE, Color.GRAY);
    }

    /** Thin lines from end to end of intervals that stand upright. */
    public Plot intervals(String name, List<Double> x, List<Double> low, List<Double> high) {
        List<Double> across = new ArrayList<>();
        List<Double> up = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            // What is no number interrupts a line.
            across.addAll(List.of(x.get(i), x.get(i), x.get(i)));
            up.addAll(List.of(low.get(i), high.get(i), Double.NaN));
        }
        return series(name, across, up, XYSeriesRenderStyle.Line, THIN, SeriesMarkers.NONE, Palette.LINES.getLast());
    }

    private Color nextColour() {
        return Palette.LINES.get(this.colours++ % Palette.LINES.size());
    }

    private Plot series(String name, List<Double> x, List<Double> y, XYSeriesRenderStyle style, BasicStroke stroke,
            Marker marker, Color colour) {
        XYSeries series = this.chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(style);
        series.setLineStyle(stroke);
        series.setLineColor(colour);
        series.setMarker(marker);
        series.setMarkerColor(colour);
        series.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 60));
        y.stream().filter((value) -> !value.isNaN()).forEach(this.vertical::add);
        return this;
    }

    /** Draws. */
    public String svg() {
        // Only powers of ten get a number.
        if (this.frame.y() == Scale.LOGARITHMIC && this.chart.getStyler().getYAxisMin() == null) {
            y(decade(this.vertical, false), decade(this.vertical, true));
        }
        return Drawing.svg(this.chart);
    }

    /** The power of ten next to all values, below or above them. */
    private static double decade(List<Double> values, boolean above) {
        double[] logarithms = values.stream().mapToDouble(Math::log10).toArray();
        double end = above
                ? Math.ceil(Arrays.stream(logarithms).max().orElse(0))
                : Math.floor(Arrays.stream(logarithms).min().orElse(0));
        return Math.pow(10, end);
    }

}
