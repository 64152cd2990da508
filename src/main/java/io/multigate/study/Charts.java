package io.multigate.study;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/**
 * What a study's plots have in common. Letters become outlines, so whoever looks needs no font; whoever draws needs one.
 */
final class Charts {

    /** What text and axes are drawn in. */
    static final Color INK = new Color(34, 34, 34);

    /** Colours that stand apart for eyes of every kind (Okabe and Ito 2008, "Color Universal Design"). */
    static final List<Color> COLOURS = List.of(new Color(0, 114, 178), new Color(213, 94, 0), new Color(0, 158, 115),
            new Color(204, 121, 167), new Color(230, 159, 0), new Color(86, 180, 233));

    /** A number with more digits than anybody can see. */
    private static final Pattern LONG = Pattern.compile("([0-9]+\\.[0-9]{2})[0-9]+");

    private Charts() {}

    /**
     * An empty plot.
     * @param width in pixels
     * @param height in pixels
     */
    static XYChart empty(String xTitle, String yTitle, int width, int height) {
        XYChart chart = new XYChartBuilder().width(width)
                .height(height)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        style(chart.getStyler());
        return chart;
    }

    /** The looks that all plots share. */
    static void style(AxesChartStyler styler) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
        styler.setAxisTitleFont(font).setAxisTickLabelsFont(font).setLocale(Locale.ROOT);
        styler
                .setChartBackgroundColor(Color.WHITE)
                .setChartFontColor(INK)
                .setChartTitleVisible(false)
                .setLegendBorderColor(Color.WHITE)
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal)
                .setBaseFont(font);
        // Of dashes every one would be a path of its own.
        styler.setPlotGridLinesStroke(new BasicStroke(0.5f)).setPlotGridLinesColor(Color.LIGHT_GRAY);
    }

    /** Draws. Numbers are cut to a hundredth of a pixel. */
    static String svg(Chart<?, ?> chart) {
        try {
            String svg = new String(ChartEncoder.getBytes(chart, "svg"), StandardCharsets.UTF_8);
            return LONG.matcher(svg).replaceAll("$1");
        } catch (IOException ex) {
            throw new UncheckedIOException("a plot cannot be written to memory", ex);
        }
    }

}
