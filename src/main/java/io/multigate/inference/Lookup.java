package io.multigate.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.multigate.feature.EncodedBlock;
import io.multigate.feature.FeatureField;
import io.multigate.feature.FieldLayout;
import io.multigate.feature.Normalizer;
import io.multigate.feature.Side;
import io.multigate.model.EmbeddingSet;
import io.multigate.model.Tensor;
import io.multigate.model.Weights;

/**
 * Turns encoded rows into a network's input: each id becomes its embedding, each list the average of its embeddings,
 * each scaled number stands for itself; once for each set of embeddings.
 */
final class Lookup {

    private final FieldLayout layout;

    private final Slot[] slots;

    /** Slots of one set: what they read is all that any set reads. */
    private final int describing;

    /**
     * The lookup of a block's fields of some sides.
     * @param layout how the block is laid out
     * @param sides whose fields are read
     * @param columns where each field stands in the input
     * @param weights with the embedding tables
     */
    Lookup(FieldLayout layout, Set<Side> sides, InputColumns columns, Weights weights) {
        this.layout = layout;
        List<Slot> all = new ArrayList<>();
        for (int set = 0; set < columns.sets().size(); set++) {
            EmbeddingSet embeddings = columns.sets().get(set);
            for (int i = 0; i < layout.fields().size(); i++) {
                FeatureField field = layout.fields().get(i);
                if (sides.contains(field.side())) {
                    all.add(slot(field, layout.column(i), columns.start(field.name(), set),
                            (table) -> weights.tensor(embeddings.weight(table))));
                }
            }
        }
        this.slots = all.toArray(Slot[]::new);
        this.describing = this.slots.length / columns.sets().size();
    }

    private static Slot slot(FeatureField field, int source, int target, Function<String, Tensor> tables) {
        return switch (field) {
            case FeatureField.Categorical categorical -> new Embedding(source, target,
                    tables.apply(categorical.tableName()));
            case FeatureField.CategoricalList list -> new Average(source, target, tables.apply(list.tableName()));
            case FeatureField.Numeric(String name, _, Normalizer.Buckets _) -> new Embedding(source, target,
                    tables.apply(name));
            case FeatureField.Numeric(_, _, Normalizer.Scale _) -> new Scalar(source, target);
        };
    }

    /** Whether a block could have been encoded for this lookup. */
    boolean fits(EncodedBlock block) {
        FieldLayout other = block.layout();
        return this.layout == other || (this.layout.fields().size() == other.fields().size()
                && this.layout.ids() == other.ids() && this.layout.lists() == other.lists()
                && this.layout.numbers() == other.numbers());
    }

    /** Whether there is nothing to look up. */
    boolean isEmpty() {
        return this.slots.length == 0;
    }

    /**
     * Writes the inputs of some rows.
     * @param block that {@link #fits}
     * @param start its first row to read
     * @param rows how many
     * @param out [rows x input], of which the columns of this lookup's fields are written
     */
    void write(EncodedBlock block, int start, int rows, Rows out) {
        for (int row = 0; row < rows; row++) {
            write(block, start + row, out, row);
        }
    }

    /** Writes the input of one row of the block into one of {@code out}. */
    void write(EncodedBlock block, int row, Rows out, int to) {
        for (Slot slot : this.slots) {
            slot.write(block, row, out.values(), out.at(to));
        }
    }

    /** Adds to the key all that decides on the input of one row of the block. */
    void describe(EncodedBlock block, int row, ItemKey key) {
        for (int i = 0; i < this.describing; i++) {
            this.slots[i].describe(block, row, key);
        }
    }

    /** One feature's way from the block to the input. */
    private sealed interface Slot {

        void write(EncodedBlock block, int row, float[] input, int offset);

        void describe(EncodedBlock block, int row, ItemKey key);

    }

    private record Scalar(int source, int target) implements Slot {

        @Override
        public void write(EncodedBlock block, int row, float[] input, int offset) {
            input[offset + this.target] = block.number(row, this.source);
        }

        @Override
        public void describe(EncodedBlock block, int row, ItemKey key) {
            key.add(Float.floatToRawIntBits(block.number(row, this.source)));
        }

    }

    /** A table is [ids x width]. */
    private record Embedding(int source, int target, Tensor table) implements Slot {

        @Override
        public void write(EncodedBlock block, int row, float[] input, int offset) {
            int width = this.table.shape().get(1);
            System.arraycopy(this.table.values(), block.id(row, this.source) * width, input, offset + this.target,
                    width);
        }

        @Override
        public void describe(EncodedBlock block, int row, ItemKey key) {
            key.add(block.id(row, this.source));
        }

    }

    /** A table is [ids x width]. */
    private record Average(int source, int target, Tensor table) implements Slot {

        @Override
        public void write(EncodedBlock block, int row, float[] input, int offset) {
            int width = this.table.shape().get(1);
            int length = block.listLength(row, this.source);
            for (int i = 0; i < width; i++) {
                float sum = 0;
                for (int position = 0; position < length; position++) {
                    sum += this.table.values()[block.listId(row, this.source, position) * width + i];
                }
                input[offset + this.target + i] = sum / length;
            }
        }

        /** The length comes first, lest two lists beside each other be taken for two others. */
        @Override
        public void describe(EncodedBlock block, int row, ItemKey key) {
            int length = block.listLength(row, this.source);
            key.add(length);
            for (int position = 0; position < length; position++) {
                key.add(block.listId(row, this.source, position));
            }
        }

    }

}
