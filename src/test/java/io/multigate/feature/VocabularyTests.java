package io.multigate.feature;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VocabularyTests {

    private static final int MOST_BUCKETS = Integer.MAX_VALUE - Vocabulary.FIRST;

    @Test
    void unknownCategoryMapsToTheUnknownId() {
        Vocabulary vocabulary = new Vocabulary.Fitted(List.of("a", "b"));
        assertThat(vocabulary.id("a")).isEqualTo(Vocabulary.FIRST);
        assertThat(vocabulary.id("b")).isEqualTo(Vocabulary.FIRST + 1);
        assertThat(vocabulary.id("c")).isEqualTo(Vocabulary.UNKNOWN);
        assertThat(vocabulary.size()).isEqualTo(4);
    }

    /** The reference values are MurmurHash3_x86_32 with seed 0, as other languages compute it. */
    @Test
    void hashingIsThePublishedMurmurHash() {
        Vocabulary vocabulary = new Vocabulary.Hashed(MOST_BUCKETS);
        assertThat(vocabulary.id("hello")).isEqualTo(2 + 0x248bfa47);
        assertThat(vocabulary.id("The quick brown fox jumps over the lazy dog"))
                .isEqualTo(2 + (int) (0x2e4ff723L % MOST_BUCKETS));
    }

    @Test
    void hashedIdsStayInTheTable() {
        Vocabulary vocabulary = new Vocabulary.Hashed(7);
        for (int i = 0; i < 1000; i++) {
            assertThat(vocabulary.id("value-" + i)).isBetween(Vocabulary.FIRST, vocabulary.size() - 1);
        }
    }

    @Test
    void anIntegerIsTheCategoryOfItsDigits() {
        Vocabulary hashed = new Vocabulary.Hashed(MOST_BUCKETS);
        Digits digits = new Digits();
        for (long value : new long[]{Long.MIN_VALUE, 0, 1, -1, 9, 10, -10, 1234, 99_999, -100_000, Integer.MAX_VALUE,
                Integer.MIN_VALUE, Long.MAX_VALUE, 7, 1_000_000_000_000_000_000L}) {
            assertThat(hashed.id(digits.of(value))).isEqualTo(hashed.id(Long.toString(value)));
            Vocabulary fitted = new Vocabulary.Fitted(List.of("x", Long.toString(value)));
            assertThat(fitted.id(digits)).isEqualTo(Vocabulary.FIRST + 1);
        }
    }

    @Test
    void theSizeOfAHashedVocabularyIsAnInteger() {
        assertThat(new Vocabulary.Hashed(MOST_BUCKETS).size()).isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(() -> new Vocabulary.Hashed(MOST_BUCKETS + 1))
                .hasMessage("buckets is 2147483646; it must be from 1 to 2147483645");
        assertThatThrownBy(() -> new Vocabulary.Hashed(0))
                .hasMessage("buckets is 0; it must be from 1 to 2147483645");
    }

    @Test
    void aRepeatedValueIsRefused() {
        assertThatThrownBy(() -> new Vocabulary.Fitted(List.of("a", "a"))).hasMessageContaining("'a' stands twice");
    }

}
