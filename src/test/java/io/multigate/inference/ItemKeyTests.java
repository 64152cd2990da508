package io.multigate.inference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Items are told from each other, those with the same hash too. */
class ItemKeyTests {

    private final ItemShelf shelf = new ItemCache(1 << 20).shelf(8);

    private ItemKey key(int... words) {
        ItemKey key = new ItemKey();
        key.start(this.shelf);
        for (int word : words) {
            key.add(word);
        }
        return key;
    }

    @Test
    void itemsWithTheSameHashHaveAnOrder() {
        ItemKey last = key(0, 31_000);
        for (int i = 1; i < 1_000; i++) {
            ItemKey next = key(i, 31_000 - 31 * i);
            assertThat(next).hasSameHashCodeAs(last).isNotEqualTo(last).isGreaterThan(last);
            assertThat(last).isLessThan(next);
            last = next;
        }
    }

    @Test
    void aCopyIsTheSameItem() {
        ItemKey key = key(1, 2, 3);
        assertThat(key.copy()).isEqualTo(key).isEqualByComparingTo(key);
        assertThat(key(1, 2)).isNotEqualTo(key).isLessThan(key);
    }

}
