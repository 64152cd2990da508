package io.multigate.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/** The looks that all plots share, and how they become SVG. */
final class Drawing {

    /** What text and axes are drawn in. */
    static final Color INK = new Color(34, 34, 34);

    /** What grid lines are drawn in. */
    static final Color GRID = new Color(211, 211, 211);

    /** A number with more digits than anybody can see. */
    private static final Pattern LONG = Pattern.compile("([0-9]+\\.[0-9]{2})[0-9]+");

    private Drawing() {}

    static void style(AxesChartStyler styler) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
        styler.setAxisTitleFont(font)
                .setAxisTickLabelsFont(font)
                .setAxisTickLabelsColor(INK)
                .setAxisTickMarksColor(GRID)
                // Of dashes every one would be a path of its own.
                .setPlotGridLinesStroke(new BasicStroke(0.5f))
                .setPlotGridLinesColor(GRID)
                .setLocale(Locale.ROOT)
                .setChartBackgroundColor(Color.WHITE)
                .setChartFontColor(INK)
                .setPlotBorderColor(GRID)
                .setLegendBorderColor(Color.WHITE)
                .setBaseFont(font);
    }

    static void legendBelow(Styler styler) {
        styler.setLegendPosition(Styler.LegendPosition.OutsideS).setLegendLayout(Styler.LegendLayout.Horizontal);
    }

    /** A colour as SVG names it. */
    static String rgb(Color colour) {
        return "rgb(" + colour.getRed() + "," + colour.getGreen() + "," + colour.getBlue() + ")";
    }

    /** Draws. Numbers are cut to a hundredth of a pixel. */
    static String svg(Chart<?, ?> chart) {
        try {
            String svg = new String(ChartEncoder.getBytes(chart, "svg"), StandardCharsets.UTF_8);
            return Polylines.joined(LONG.matcher(svg).replaceAll("$1"));
        } catch (IOException ex) {
            throw new UncheckedIOException("a plot cannot be written to memory", ex);
        }
    }

}
