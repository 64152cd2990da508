package io.multigate.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of a page. Text becomes markup through {@link #text} alone, which escapes it, so that no name that comes from
 * data can be taken for markup.
 *
 * @param markup well-formed HTML
 */
record Html(String markup) {

    static final Html NOTHING = new Html("");

    /** Text as it stands. */
    static Html text(String text) {
        return new Html(escaped(text));
    }

    /** Pieces one after the other. */
    static Html all(Html... pieces) {
        return all(List.of(pieces));
    }

    /** Pieces one after the other. */
    static Html all(List<Html> pieces) {
        return new Html(pieces.stream().map(Html::markup).collect(Collectors.joining()));
    }

    /** An element around pieces. */
    static Html element(String tag, Html... content) {
        return new Html("<" + tag + ">" + all(content).markup + "</" + tag + ">");
    }

    /** An element around text. */
    static Html element(String tag, String text) {
        return element(tag, text(text));
    }

    /** This element, which must be one, with an attribute; its value is escaped. */
    Html with(String attribute, String value) {
        int end = this.markup.indexOf('>');
        return new Html(this.markup.substring(0, end) + " " + attribute + "=\"" + escaped(value) + "\""
                + this.markup.substring(end));
    }

    /** Text without the characters that mean something in HTML and SVG, be it between tags or in an attribute. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(Character.isISOControl(character) ? ' ' : character);
            }
        }
        return escaped.toString();
    }

}
