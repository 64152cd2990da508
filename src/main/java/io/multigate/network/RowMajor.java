package io.multigate.network;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Brings the numbers of ND4J's arrays, which lie in any order outside the heap, onto it. */
final class RowMajor {

    private RowMajor() {}

    /** The numbers row by row. The copy on the way is no workspace's, so that it can be freed at once. */
    static float[] of(INDArray array) {
        try (MemoryWorkspace _ = Nd4j.getMemoryManager().scopeOutOfWorkspaces(); INDArray copy = array.dup('c')) {
            return copy.data().asFloat();
        }
    }

}
