package io.multigate.network;

import java.util.BitSet;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.multigate.feature.EncodedBatch;
import io.multigate.feature.EncodedBlock;
import io.multigate.feature.FeatureField;
import io.multigate.model.EmbeddingSet;

/**
 * Gives embedding rows that no training row refers to, such as that of a missing value where none was missing, the mean
 * of the rows that training has moved: the noise that they started with would mean something by chance alone.
 */
final class UnseenRows {

    private UnseenRows() {}

    /** Fills the unseen rows of every table of a network. */
    static void fill(MultiTaskGraph graph, EncodedBatch rows) {
        for (NetworkInput input : NetworkInput.of(graph.schema(), graph.use())) {
            if (input instanceof NetworkInput.Table table) {
                BitSet seen = seen(table, rows);
                EmbeddingSet.of(graph.spec())
                        .forEach((set) -> fill(graph.parameter(set.weight(table.table())), seen));
            }
        }
    }

    private static BitSet seen(NetworkInput.Table table, EncodedBatch rows) {
        BitSet seen = new BitSet(table.rowCount());
        for (FeatureField field : table.fields()) {
            EncodedBlock block = rows.block(field.name());
            int column = block.layout().column(block.layout().indexOf(field.name()));
            for (int row = 0; row < block.rows(); row++) {
                if (field instanceof FeatureField.CategoricalList) {
                    for (int i = 0; i < block.listLength(row, column); i++) {
                        seen.set(block.listId(row, column, i));
                    }
                } else {
                    seen.set(block.id(row, column));
                }
            }
        }
        return seen;
    }

    private static void fill(INDArray table, BitSet seen) {
        int rows = table.rows();
        int width = table.columns();
        float[] values = RowMajor.of(table);
        for (int column = 0; column < width; column++) {
            double sum = 0;
            for (int row = seen.nextSetBit(0); row >= 0; row = seen.nextSetBit(row + 1)) {
                sum += values[row * width + column];
            }
            float mean = (float) (sum / seen.cardinality());
            for (int row = seen.nextClearBit(0); row < rows; row = seen.nextClearBit(row + 1)) {
                values[row * width + column] = mean;
            }
        }
        try (INDArray filled = Nd4j.create(values, new long[]{rows, width}, 'c')) {
            table.assign(filled);
        }
    }

}
