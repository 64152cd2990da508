package io.multigate.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.Version;

import io.multigate.feature.FeatureSchema;
import io.multigate.model.ModelManifest;
import io.multigate.model.Task;
import io.multigate.model.Weights;

/**
 * A trained network in the Open Neural Network Exchange format.
 * <p>
 * Inputs: one a feature, under its name. Categorical and bucketed features are ids, int64 [n]; lists are int64 [n,
 * length], padded by -1; other numbers are already scaled, float [n]. Outputs: each task's probability under the task's
 * name and {@code logit_<task>}, [n], or a regression's number under its name alone; {@code ctcvr} for a funnel, [n];
 * {@code gate_<task>}, [n, experts]; and {@code embedding}, the network's input, [n, width], or
 * {@code embedding_<task>} where towers share no embeddings. Weights keep their names, and the metadata say how values
 * become ids and numbers.
 */
public final class OnnxModel {

    /** Of the standard operators: read by every runtime since 2021. */
    private static final int OPERATOR_SET = 14;

    /** What a protocol buffer can be long, less a generous share for the graph itself. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - (16L << 20);

    private final ModelProto model;

    private OnnxModel(ModelProto model) {
        this.model = model;
    }

    /**
     * The ONNX form of a model.
     * @param features how values become ids and numbers, in JSON
     * @throws UnsupportedModelException if it is too large for the format, or uses one name twice
     */
    public static OnnxModel of(ModelManifest manifest, FeatureSchema schema, Weights weights, String features) {
        long values = weights.tensors().values().stream().mapToLong((tensor) -> tensor.values().length).sum();
        long bytes = Float.BYTES * values + 3L * features.length();
        if (bytes > MOST_BYTES) {
            throw new UnsupportedModelException(
                    manifest.id() + " needs " + bytes + " bytes; an ONNX file holds at most " + MOST_BYTES);
        }
        OnnxGraph graph = new OnnxGraph(manifest.id().name(), weights);
        new NetworkGraph(graph, manifest.spec()).draw(schema);
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(Version.IR_VERSION_2020_5_8_VALUE)
                .setProducerName("multigate")
                .setDomain("io.multigate")
                .setModelVersion(manifest.id().version())
                .setGraph(graph.build());
        model.addOpsetImportBuilder().setDomain("").setVersion(OPERATOR_SET);
        metadata(manifest, features)
                .forEach((key, value) -> model.addMetadataPropsBuilder().setKey(key).setValue(value));
        return new OnnxModel(model.build());
    }

    private static Map<String, String> metadata(ModelManifest manifest, String features) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("model", manifest.id().name());
        metadata.put("version", Integer.toString(manifest.id().version()));
        metadata.put("tasks",
                manifest.spec().tasks().stream().map(Task::formula).collect(Collectors.joining(", ")));
        metadata.put("schema_fingerprint", manifest.schemaFingerprint());
        metadata.put("ids", "0 unknown, 1 missing, then a vocabulary's values in their order or hash buckets"
                + " (MurmurHash3 x86 32 bit, seed 0, of UTF-8, unsigned, modulo the buckets);"
                + " of quantile buckets: 0 missing, then the buckets");
        metadata.put("features", features);
        return metadata;
    }

    /**
     * Writes the file, which is either the one before or whole.
     * @throws IOException if it cannot be written; then nothing is left behind
     */
    public void write(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a directory");
        }
        Path target = file.toAbsolutePath();
        Path draft = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid());
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                OutputStream out = Channels.newOutputStream(channel);
                this.model.writeTo(out);
                channel.force(true);
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

}
