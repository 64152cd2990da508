package io.multigate.network;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.multigate.feature.EncodedBatch;
import io.multigate.feature.EncodedBlock;
import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureSchema;

/** Copies rows of an encoded batch into the arrays that a network reads; a request's one user goes to every row. */
final class GraphInputs {

    private final List<NetworkInput> inputs;

    GraphInputs(FeatureSchema schema, GraphBuilding.Use use) {
        this.inputs = NetworkInput.of(schema, use);
    }

    /**
     * The input arrays of some rows.
     * @param features one an input
     * @param masks one an input, 1 where a list has an id, null for an input without lists; null without any lists
     */
    record InputArrays(INDArray[] features, @Nullable INDArray @Nullable [] masks) implements AutoCloseable {

        @Override
        public void close() {
            for (INDArray feature : this.features) {
                feature.close();
            }
            if (this.masks != null) {
                for (INDArray mask : this.masks) {
                    if (mask != null) {
                        mask.close();
                    }
                }
            }
        }

    }

    /** Copies the candidates {@code rows} of the batch. */
    InputArrays gather(EncodedBatch batch, int[] rows) {
        INDArray[] features = new INDArray[this.inputs.size()];
        @Nullable
        INDArray[] masks = new @Nullable INDArray[features.length];
        boolean masked = false;
        for (int i = 0; i < features.length; i++) {
            switch (this.inputs.get(i)) {
                case NetworkInput.ScaledNumbers(List<FeatureField> fields) ->
                    features[i] = numbers(columns(batch, fields), rows);
                case NetworkInput.Table table when table.lists() -> {
                    Column[] columns = columns(batch, table.fields());
                    int length = longest(columns, rows);
                    float[] mask = new float[columns.length * rows.length * length];
                    features[i] = lists(columns, rows, length, mask);
                    masks[i] = Nd4j.create(mask, new long[]{(long) columns.length * rows.length, length}, 'c');
                    masked = true;
                }
                case NetworkInput.Table table -> features[i] = ids(columns(batch, table.fields()), rows);
            }
        }
        return new InputArrays(features, masked ? masks : null);
    }

    private static Column[] columns(EncodedBatch batch, List<FeatureField> fields) {
        return fields.stream().map((field) -> Column.of(batch, field)).toArray(Column[]::new);
    }

    private static INDArray numbers(Column[] columns, int[] rows) {
        float[] values = new float[rows.length * columns.length];
        int at = 0;
        for (int row : rows) {
            for (Column column : columns) {
                values[at++] = column.block().number(column.row(row), column.index());
            }
        }
        return Nd4j.create(values, new long[]{rows.length, columns.length}, 'c');
    }

    private static INDArray ids(Column[] columns, int[] rows) {
        float[] values = new float[columns.length * rows.length];
        int at = 0;
        for (Column column : columns) {
            for (int row : rows) {
                values[at++] = column.block().id(column.row(row), column.index());
            }
        }
        return Nd4j.create(values, new long[]{values.length, 1}, 'c');
    }

    private static int longest(Column[] columns, int[] rows) {
        int longest = 1;
        for (Column column : columns) {
            for (int row : rows) {
                longest = Math.max(longest, column.length(row));
            }
        }
        return longest;
    }

    private static INDArray lists(Column[] columns, int[] rows, int length, float[] mask) {
        float[] values = new float[mask.length];
        int start = 0;
        for (Column column : columns) {
            for (int row : rows) {
                int ids = column.length(row);
                for (int position = 0; position < ids; position++) {
                    values[start + position] = column.listed(row, position);
                }
                Arrays.fill(mask, start, start + ids, 1f);
                start += length;
            }
        }
        return Nd4j.create(values, new long[]{values.length / length, length}, 'c');
    }

    /**
     * Where a feature's values stand in a batch.
     * @param block the block that holds them
     * @param index the column among those of its kind
     * @param list whether the feature is a list
     * @param once whether the block has one row for all candidates
     */
    private record Column(EncodedBlock block, int index, boolean list, boolean once) {

        static Column of(EncodedBatch batch, FeatureField field) {
            EncodedBlock block = batch.block(field.name());
            int index = block.layout().column(block.layout().indexOf(field.name()));
            return new Column(block, index, field instanceof FeatureField.CategoricalList,
                    block != batch.candidates());
        }

        int row(int candidate) {
            return this.once ? 0 : candidate;
        }

        int length(int candidate) {
            return this.list ? this.block.listLength(row(candidate), this.index) : 1;
        }

        int listed(int candidate, int position) {
            return this.list
                    ? this.block.listId(row(candidate), this.index, position)
                    : this.block.id(row(candidate), this.index);
        }

    }

}
