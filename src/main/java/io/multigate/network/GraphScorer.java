package io.multigate.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.multigate.feature.EncodedBatch;
import io.multigate.inference.Predictions;
import io.multigate.inference.Scorer;
import io.multigate.model.ModelSpec;

/**
 * Scores with the Deeplearning4j network itself: the oracle that a compiled plan is held to, and the judge of a
 * training run. Not thread safe.
 */
public final class GraphScorer implements Scorer {

    /** Rows a forward pass: enough to make its overhead small, few enough to stay in the cache. */
    private static final int CHUNK = 4096;

    private final MultiTaskGraph graph;

    private final GraphInputs inputs;

    private final int tasks;

    private final int experts;

    /** The vertices whose activations are wanted: the heads, then the gate of each task, which may be one for all. */
    private final List<String> vertices;

    public GraphScorer(MultiTaskGraph graph) {
        this.graph = graph;
        this.inputs = new GraphInputs(graph.schema(), graph.use());
        ModelSpec spec = graph.spec();
        this.tasks = spec.tasks().size();
        this.vertices = new ArrayList<>(Heads.outputs(spec));
        if (spec instanceof ModelSpec.MmoeSpec mmoe) {
            this.experts = mmoe.experts();
            spec.tasks().forEach((task) -> this.vertices.add(mmoe.gateName(task)));
        } else {
            this.experts = 0;
        }
    }

    @Override
    public Predictions score(EncodedBatch batch) {
        int size = batch.size();
        float[][] values = new float[this.tasks][size];
        float[][] gates = new float[(this.experts > 0) ? this.tasks : 0][size * this.experts];
        for (int from = 0; from < size; from += CHUNK) {
            int[] rows = IntStream.range(from, Math.min(size, from + CHUNK)).toArray();
            float[][] activations = activations(batch, rows);
            for (int task = 0; task < this.tasks; task++) {
                System.arraycopy(activations[task], 0, values[task], from, rows.length);
                if (this.experts > 0) {
                    System.arraycopy(activations[this.tasks + task], 0, gates[task], from * this.experts,
                            rows.length * this.experts);
                }
            }
        }
        return new Predictions(this.graph.spec().tasks(), values, gates, this.experts);
    }

    /** The wanted activations, through a pass that keeps all: the one that keeps some only fails for inner vertices. */
    private float[][] activations(EncodedBatch batch, int[] rows) {
        ComputationGraph network = this.graph.graph();
        try (GraphInputs.InputArrays arrays = this.inputs.gather(batch, rows)) {
            if (arrays.masks() != null) {
                network.setLayerMaskArrays(arrays.masks(), null);
            }
            Map<String, INDArray> all = network.feedForward(arrays.features(), false, true);
            network.clearLayerMaskArrays();
            float[][] activations = this.vertices.stream()
                    .map((vertex) -> RowMajor.of(Objects.requireNonNull(all.get(vertex))))
                    .toArray(float[][]::new);
            all.values().stream().filter(INDArray::closeable).forEach(INDArray::close);
            return activations;
        }
    }

}
