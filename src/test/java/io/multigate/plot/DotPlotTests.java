package io.multigate.plot;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    /** Letters are outlines, so that a title is found by the one that it has where it is alone. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 12, 20})
    void everyTitleIsDrawn(int count) {
        List<DotPlot.Column> columns = IntStream.range(0, count).mapToObj((i) -> column(i, "space " + i)).toList();
        Set<String> drawn = outlines(columns);
        for (int i = 0; i < count; i++) {
            Set<String> title = outlines(List.of(column(i, "space " + i)));
            title.removeAll(outlines(List.of(column(i, "other"))));
            assertThat(title).hasSize(1);
            assertThat(drawn).as("column %d", i).containsAll(title);
        }
    }

    private static Set<String> outlines(List<DotPlot.Column> columns) {
        return Pattern.compile("<g transform=\"translate[^>]*>\\s*<path d=\"([^\"]*)\"")
                .matcher(DotPlot.svg("CTR AUC", columns))
                .results()
                .map((path) -> path.group(1))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static DotPlot.Column column(int number, String end) {
        return new DotPlot.Column("Shared-bottom, entire " + end, 0.7 + number / 100.0, 0.01, Double.NaN);
    }

}
