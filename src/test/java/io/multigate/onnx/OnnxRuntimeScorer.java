package io.multigate.onnx;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import io.multigate.feature.EncodedBatch;
import io.multigate.feature.EncodedBlock;
import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureSchema;

/** What ONNX Runtime, which knows nothing of this project, says of encoded candidates. */
public final class OnnxRuntimeScorer implements AutoCloseable {

    private final FeatureSchema schema;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

    private final OrtSession session;

    /** Loads a file. */
    public OnnxRuntimeScorer(Path onnx, FeatureSchema schema) throws OrtException {
        this.schema = schema;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            this.session = this.environment.createSession(onnx.toString(), options);
        }
    }

    OrtSession session() {
        return this.session;
    }

    /** Every output by its name, row-major. */
    public Map<String, float[]> score(EncodedBatch batch) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (FeatureField field : this.schema.fields()) {
                inputs.put(field.name(), input(field, batch));
            }
            try (OrtSession.Result result = this.session.run(inputs)) {
                Map<String, float[]> outputs = new HashMap<>();
                for (Map.Entry<String, OnnxValue> output : result) {
                    FloatBuffer values = ((OnnxTensor) output.getValue()).getFloatBuffer();
                    float[] copy = new float[values.remaining()];
                    values.get(copy);
                    outputs.put(output.getKey(), copy);
                }
                return outputs;
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor input(FeatureField field, EncodedBatch batch) throws OrtException {
        EncodedBlock block = batch.block(field.name());
        int column = block.layout().column(block.layout().indexOf(field.name()));
        if (field instanceof FeatureField.CategoricalList) {
            return lists(block, column, batch);
        }
        long[] shape = {batch.size()};
        if (field.table().isPresent()) {
            LongBuffer ids = LongBuffer.allocate(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                ids.put(block.id(row(block, batch, i), column));
            }
            return OnnxTensor.createTensor(this.environment, ids.flip(), shape);
        }
        FloatBuffer numbers = FloatBuffer.allocate(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            numbers.put(block.number(row(block, batch, i), column));
        }
        return OnnxTensor.createTensor(this.environment, numbers.flip(), shape);
    }

    /** Padded by -1 to the longest. */
    private OnnxTensor lists(EncodedBlock block, int column, EncodedBatch batch) throws OrtException {
        int longest = 1;
        for (int row = 0; row < block.rows(); row++) {
            longest = Math.max(longest, block.listLength(row, column));
        }
        LongBuffer ids = LongBuffer.allocate(batch.size() * longest);
        for (int i = 0; i < batch.size(); i++) {
            int row = row(block, batch, i);
            for (int position = 0; position < longest; position++) {
                ids.put((position < block.listLength(row, column)) ? block.listId(row, column, position) : -1);
            }
        }
        return OnnxTensor.createTensor(this.environment, ids.flip(), new long[]{batch.size(), longest});
    }

    /** All candidates share the user and the context. */
    private static int row(EncodedBlock block, EncodedBatch batch, int candidate) {
        return (block == batch.candidates()) ? candidate : 0;
    }

    @Override
    public void close() throws OrtException {
        this.session.close();
    }

}
