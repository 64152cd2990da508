package io.multigate.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DotPlotTests {

    @Test
    void aPublishedFigureIsDrawnBesideTheMean() {
        String with = DotPlot.svg("CTR AUC", List.of(new DotPlot.Column("Plain", 0.71, 0.01, 0.7)));
        String without = DotPlot.svg("CTR AUC", List.of(new DotPlot.Column("Plain", 0.71, 0.01, Double.NaN)));

        assertThat(with.split("<ellipse", -1).length - without.split("<ellipse", -1).length).isPositive();
    }

    /** Letters are outlines: what is not drawn shows in that its absence changes nothing. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 12, 20})
    void everyTitleIsDrawn(int count) {
        List<DotPlot.Column> columns = IntStream.range(0, count).mapToObj((i) -> column(i, "space " + i)).toList();
        String drawn = DotPlot.svg("CTR AUC", columns);
        for (int i = 0; i < count; i++) {
            List<DotPlot.Column> renamed = new ArrayList<>(columns);
            renamed.set(i, column(i, "spice " + i));
            assertThat(DotPlot.svg("CTR AUC", renamed)).as("column %d", i).isNotEqualTo(drawn);
        }
    }

    private static DotPlot.Column column(int number, String end) {
        return new DotPlot.Column("Shared-bottom, entire " + end, 0.7 + number / 100.0, 0.01, Double.NaN);
    }

}
