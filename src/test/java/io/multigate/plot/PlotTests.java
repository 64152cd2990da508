package io.multigate.plot;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.multigate.plot.Plot.Frame;
import io.multigate.plot.Plot.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlotTests {

    private static final String LINE = "<line style=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>";

    private static Plot plot() {
        return new Plot(new Frame("", "x", "y", 400, 400, Scale.LINEAR, Scale.LINEAR)).x(0, 1).y(0, 1);
    }

    @Test
    void linesThatFollowEachOtherBecomeOne() {
        String svg = "<g>" + LINE.formatted("a", 0, 1, 0, 1) + LINE.formatted("a", 1, 2, 1, 5)
                + LINE.formatted("a", 3, 4, 0, 0) + "</g>" + LINE.formatted("b", 4, 5, 0, 0);
        assertThat(Polylines.joined(svg)).isEqualTo("<g><polyline style=\"a\" points=\"0,0 1,1 2,5\"/>"
                + "<polyline style=\"a\" points=\"3,0 4,0\"/></g><polyline style=\"b\" points=\"4,0 5,0\"/>");
    }

    @Test
    void valuesAtEqualDistancesDoNotEachGetATick() {
        List<Double> values = IntStream.rangeClosed(0, 117).mapToObj((i) -> i / 117.0).toList();
        String svg = plot().withoutLegend().line("curve", values, values).diagonal("chance", 0, 1).svg();
        assertThat(Pattern.compile("<g ").matcher(svg).results().count()).isLessThan(30);
    }

    /** Every label is a group of its own, and one more number makes one more. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8, 11})
    void everyEpochGetsANumber(int last) {
        assertThat(labels(last + 1) - labels(last)).isEqualTo(1);
    }

    private static long labels(int last) {
        List<Double> epochs = IntStream.rangeClosed(1, last).mapToObj(Double::valueOf).toList();
        List<Double> losses = epochs.stream().map((epoch) -> (epoch == 1) ? 1.0 : 0.0).toList();
        String svg = new Plot(new Frame("", "x", "y", 960, 420, Scale.LINEAR, Scale.LINEAR)).counting(last)
                .y(0, 1)
                .markedLine("a member", epochs, losses)
                .svg();
        return Pattern.compile("<g transform=\"translate").matcher(svg).results().count();
    }

}
