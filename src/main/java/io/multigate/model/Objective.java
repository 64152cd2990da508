package io.multigate.model;

import java.util.Locale;

/** Over which rows the loss of a conditional task is taken. */
public enum Objective {

    /**
     * Over all impressions: binary cross-entropy of the first label against p(first) and of both labels against
     * p(first) x p(second | first), as in ESMM (Ma et al. 2018, "Entire Space Multi-Task Model", section 2.3).
     */
    ENTIRE_SPACE,

    /** Over the rows alone whose conditioning label is 1: for a conversion, the clicked ones. */
    CLICK_SPACE;

    /** What recipes, reports and answers call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

}
