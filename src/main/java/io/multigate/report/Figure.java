package io.multigate.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.multigate.plot.Plot;

/** A picture within the page, with a caption that says how to read it. */
final class Figure {

    private static final Pattern ROOT = Pattern.compile("<svg\\b[^>]*?\\bviewBox=\"([^\"]*)\"[^>]*>");

    private static final Pattern CLIP = Pattern.compile("\\bclip(-?[0-9]+)");

    private Figure() {}

    /**
     * A plot with its caption.
     * @param title what it shows
     * @param caption how to read it
     */
    static Html of(String title, Plot plot, String caption) {
        return Html.element("figure", Html.element("h4", title), inline(plot.svg(), title),
                Html.element("figcaption", caption));
    }

    /**
     * SVG as a part of the page: without what only a file of its own needs, in the page's colours, and with ids that no
     * other picture has, for ids are the page's.
     */
    static Html inline(String svg, String title) {
        Matcher root = ROOT.matcher(svg);
        if (!root.find()) {
            throw new IllegalArgumentException(
                    "no <svg viewBox=...> in " + svg.substring(0, Math.min(200, svg.length())));
        }
        String own = Integer.toHexString(svg.hashCode());
        String body = CLIP.matcher(svg.substring(root.end())).replaceAll("c" + own + "_$1");
        body = body.replace("fill:" + Plot.PAPER, "fill:none")
                .replace("stroke:" + Plot.PAPER, "stroke:none")
                .replace(Plot.INK, "currentColor")
                .replace(Plot.GRID, "var(--grid)")
                .replaceAll(">\\s+<", "><");
        return new Html("<svg class=\"plot\" role=\"img\" viewBox=\"" + root.group(1) + "\"><title>"
                + Html.escaped(title) + "</title>" + body.strip());
    }

}
