package io.multigate.plot;

import java.awt.Color;
import java.util.List;

/**
 * Colours that stand apart for eyes of every kind (Okabe and Ito 2008, "Color Universal Design"), on white and on
 * black.
 */
final class Palette {

    /** Of lines, the first first. */
    static final List<Color> LINES = List.of(new Color(0, 114, 178), new Color(213, 94, 0), new Color(0, 158, 115),
            new Color(204, 121, 167), new Color(230, 159, 0), new Color(86, 180, 233));

    private Palette() {}

}
