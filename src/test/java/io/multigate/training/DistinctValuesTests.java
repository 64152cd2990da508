package io.multigate.training;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DistinctValuesTests {

    private final DistinctValues values = new DistinctValues();

    @Test
    void theyAreEstimatedBeyondWhatIsCounted() {
        for (int i = 0; i < 3_000_000; i++) {
            this.values.add("id-" + i % 1_500_000);
        }

        assertThat(this.values.exact()).isFalse();
        assertThat(this.values.size()).isBetween(1_450_000L, 1_550_000L);
        assertThat(this.values.examples()).hasSize(3);
    }

    @Test
    void ofALongValueTheBeginningIsKeptAndWhatTellsItFromOthers() {
        String beginning = "b".repeat(5000);
        this.values.add(beginning + "1");
        this.values.add(beginning + "2");
        this.values.add(beginning + "2");
        this.values.add("c".repeat(200));

        assertThat(this.values.size()).isEqualTo(3);
        assertThat(this.values.frequent(2)).isEqualTo(1);
        assertThat(this.values.examples()).contains("c".repeat(200))
                .allSatisfy((example) -> assertThat(example).hasSize(200));
        assertThat(this.values.examples().getFirst()).startsWith("b".repeat(100));
    }

}
