package io.multigate.plot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Joins the single lines of which a drawing library makes a curve: a fifth of the text, and no gaps at the joints. */
final class Polylines {

    private static final Pattern LINE = Pattern.compile(
            "<line style=\"([^\"]*)\" x1=\"([^\"]*)\" x2=\"([^\"]*)\" y1=\"([^\"]*)\" y2=\"([^\"]*)\"/>\\s*");

    private Polylines() {}

    /**
     * The same picture, with one element for lines that follow each other, begin where the last ended and look alike.
     */
    static String joined(String svg) {
        StringBuilder joined = new StringBuilder();
        StringBuilder points = new StringBuilder();
        String style = "";
        String pen = "";
        int end = 0;
        Matcher line = LINE.matcher(svg);
        while (line.find()) {
            String from = line.group(2) + "," + line.group(4);
            boolean goesOn = line.start() == end && line.group(1).equals(style) && from.equals(pen);
            if (!goesOn) {
                close(joined, style, points);
                joined.append(svg, end, line.start());
                style = line.group(1);
                points.append(from);
            }
            pen = line.group(3) + "," + line.group(5);
            points.append(' ').append(pen);
            end = line.end();
        }
        close(joined, style, points);
        return joined.append(svg, end, svg.length()).toString();
    }

    private static void close(StringBuilder svg, String style, StringBuilder points) {
        if (!points.isEmpty()) {
            svg.append("<polyline style=\"").append(style).append("\" points=\"").append(points).append("\"/>");
            points.setLength(0);
        }
    }

}
