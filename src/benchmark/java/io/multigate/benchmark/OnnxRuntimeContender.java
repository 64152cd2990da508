package io.multigate.benchmark;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.multigate.feature.EncodedBatch;
import io.multigate.feature.EncodedBlock;
import io.multigate.feature.Vocabulary;
import io.multigate.model.Task;

/**
 * ONNX Runtime in one thread. Its inputs are made beforehand, and only the heads are asked for. It takes two kinds of
 * file: the project's own export, with one input of ids a feature, and one with a single input {@code ids}, [n x
 * features], as a team that trains with PyTorch would write it.
 */
final class OnnxRuntimeContender implements Contender {

    /** As it is called in tables. */
    static final String NAME = "onnxruntime";

    /** The input of a file that takes all features as one matrix. */
    private static final String MATRIX = "ids";

    private final String name;

    private final OrtSession session;

    private final Set<String> heads = new LinkedHashSet<>();

    private final List<Map<String, OnnxTensor>> inputs = new ArrayList<>();

    /**
     * Opens a file and makes its inputs.
     * @param name as it is called in tables
     * @param onnx the file
     * @param tasks its heads
     * @param batches the requests, encoded
     */
    OnnxRuntimeContender(String name, Path onnx, List<Task> tasks, List<EncodedBatch> batches) {
        this.name = name;
        tasks.forEach((task) -> this.heads.add(task.name()));
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            this.session = OrtEnvironment.getEnvironment().createSession(onnx.toString(), options);
            for (EncodedBatch batch : batches) {
                this.inputs.add(inputs(batch));
            }
        } catch (OrtException ex) {
            throw new IllegalStateException(onnx + " cannot be run", ex);
        }
    }

    @Override
    public String name() {
        return this.name;
    }

    private Map<String, OnnxTensor> inputs(EncodedBatch batch) throws OrtException {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        for (NodeInfo input : this.session.getInputInfo().values()) {
            tensors.put(input.getName(), input.getName().equals(MATRIX)
                    ? matrix(batch)
                    : feature(input.getName(), (TensorInfo) input.getInfo(), batch));
        }
        return tensors;
    }

    /** Ids of the values alone, for such a file sets none aside for missing and unknown ones. */
    private static OnnxTensor matrix(EncodedBatch batch) throws OrtException {
        int users = batch.user().layout().fields().size();
        int items = batch.candidates().layout().fields().size();
        IntBuffer ids = IntBuffer.allocate(batch.size() * (users + items));
        for (int row = 0; row < batch.size(); row++) {
            for (int field = 0; field < users; field++) {
                ids.put(batch.user().id(0, field) - Vocabulary.FIRST);
            }
            for (int field = 0; field < items; field++) {
                ids.put(batch.candidates().id(row, field) - Vocabulary.FIRST);
            }
        }
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), ids.flip(),
                new long[]{batch.size(), users + items});
    }

    private static OnnxTensor feature(String name, TensorInfo info, EncodedBatch batch) throws OrtException {
        EncodedBlock block = batch.block(name);
        int column = block.layout().column(block.layout().indexOf(name));
        long[] shape = info.getShape();
        shape[0] = (shape[0] == 1) ? 1 : batch.size();
        LongBuffer ids = LongBuffer.allocate((int) shape[0]);
        for (int row = 0; row < shape[0]; row++) {
            ids.put(block.id((block == batch.candidates()) ? row : 0, column));
        }
        if (info.type != OnnxJavaType.INT64) {
            throw new IllegalArgumentException("input '" + name + "' is of " + info.type + "; it must be of int64");
        }
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), ids.flip(), shape);
    }

    @Override
    public float[][] score(int request) {
        try (OrtSession.Result result = this.session.run(this.inputs.get(request), this.heads)) {
            float[][] probabilities = new float[this.heads.size()][];
            int task = 0;
            for (String head : this.heads) {
                FloatBuffer values = ((OnnxTensor) result.get(head).orElseThrow()).getFloatBuffer();
                probabilities[task] = new float[values.remaining()];
                values.get(probabilities[task++]);
            }
            return probabilities;
        } catch (OrtException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() {
        try {
            this.inputs.forEach((tensors) -> tensors.values().forEach(OnnxTensor::close));
            this.session.close();
        } catch (OrtException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
