package io.multigate.inference;

import java.util.Arrays;

import io.multigate.feature.EncodedBlock;
import org.jspecify.annotations.Nullable;

/**
 * What the items of a block add to the first layer, each [units]: kept ones where they are kept, the others computed
 * into rows of this block's own. Owned by a {@link Scratch}.
 */
final class ItemParts {

    private final Rows computed;

    private final float[][] values;

    private final int[] offsets;

    /** Rows of the block whose part is not kept, in the order of the rows of {@link #computed}. */
    private final int[] missing;

    private final ItemKey key = new ItemKey();

    private int dice = 1;

    ItemParts(int capacity, int units) {
        this.computed = Rows.of(capacity, units);
        this.values = new float[capacity][];
        this.offsets = new int[capacity];
        this.missing = new int[capacity];
    }

    /** The array that holds a row's part. */
    float[] values(int row) {
        return this.values[row];
    }

    /** Where a row's part starts. */
    int offset(int row) {
        return this.offsets[row];
    }

    /**
     * Finds the parts of the scratch's block of candidates.
     * @param lookup of the items' inputs
     * @param layer what they add: W without bias
     * @param column the layer's first input
     * @param shelf where parts are kept, if they are
     */
    void find(EncodedBlock block, Lookup lookup, Affine layer, int column, @Nullable ItemShelf shelf,
            Scratch scratch) {
        int count = 0;
        for (int row = 0; row < scratch.rows(); row++) {
            float @Nullable [] kept = (shelf != null)
                    ? shelf.find(key(lookup, block, scratch.start() + row, shelf), noted())
                    : null;
            if (kept != null) {
                put(row, kept, 0);
            } else {
                lookup.write(block, scratch.start() + row, scratch.input(), count);
                put(row, this.computed.values(), this.computed.at(count));
                this.missing[count++] = row;
            }
        }
        if (count > 0) {
            layer.run(scratch.input().from(column), this.computed, count);
        }
        if (shelf != null) {
            shelf.count(scratch.rows() - count, count);
            keep(lookup, block, count, shelf, scratch);
        }
    }

    /**
     * In a full cache only some: those of items that are asked for again and again are among them soon, and of the rest
     * few push others out.
     */
    private void keep(Lookup lookup, EncodedBlock block, int count, ItemShelf shelf, Scratch scratch) {
        for (int i = 0; i < count; i++) {
            ItemKey item = key(lookup, block, scratch.start() + this.missing[i], shelf);
            if (shelf.hasRoom(item) || admitted()) {
                int from = this.computed.at(i);
                shelf.keep(item, Arrays.copyOfRange(this.computed.values(), from, from + shelf.units()));
            }
        }
    }

    /** Sets where a row's part lies. */
    void put(int row, float[] array, int offset) {
        this.values[row] = array;
        this.offsets[row] = offset;
    }

    /** One item in eight: enough to tell which are asked for most. */
    private boolean noted() {
        return roll() >>> 29 == 0;
    }

    /** One in 32: of parts that are kept for a while only, the heap's old generation fills up, and is collected whole. */
    private boolean admitted() {
        return roll() >>> 27 == 0;
    }

    /** The next number at random, whichever place in the request an item has. (Numerical Recipes, 7.1, "an even quicker generator".) */
    private int roll() {
        this.dice = this.dice * 1664525 + 1013904223;
        return this.dice;
    }

    private ItemKey key(Lookup lookup, EncodedBlock block, int row, ItemShelf shelf) {
        this.key.start(shelf);
        lookup.describe(block, row, this.key);
        return this.key;
    }

}
