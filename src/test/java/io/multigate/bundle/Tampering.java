package io.multigate.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import io.multigate.feature.FeatureSchema;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.RandomModel;
import io.multigate.model.ModelManifest;
import io.multigate.model.WeightShapes;
import io.multigate.model.Weights;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes a written bundle the way an accident or an attacker would.
 *
 * @param version its directory
 */
public record Tampering(Path version) {

    /** A change of a file's content. */
    public interface Change {

        void apply() throws IOException;

    }

    public static void run(Change change) {
        try {
            change.apply();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    public Path file(String name) {
        return this.version.resolve(name);
    }

    /** Replaces a file's bytes. */
    public Tampering bytes(String name, UnaryOperator<byte[]> change) {
        run(() -> Files.write(file(name), change.apply(Files.readAllBytes(file(name)))));
        return this;
    }

    /** Flips one bit of the byte at this share of the file, 0 for the first, 1 for the last. */
    public Tampering flip(String name, double share) {
        return bytes(name, (bytes) -> {
            bytes[(int) (share * (bytes.length - 1))] ^= 1;
            return bytes;
        });
    }

    /** Edits a JSON file. */
    public Tampering json(String name, Consumer<ObjectNode> change) {
        return bytes(name, (bytes) -> {
            ObjectNode root = (ObjectNode) BundleJson.MAPPER.readTree(bytes);
            change.accept(root);
            return BundleJson.write(root);
        });
    }

    /** Edits the entries of the network's zip file. */
    public Tampering network(Consumer<Map<String, byte[]>> change) {
        run(() -> {
            Map<String, byte[]> entries = new LinkedHashMap<>();
            try (InputStream in = Files.newInputStream(file(ModelBundle.NETWORK));
                    ZipInputStream zip = new ZipInputStream(in)) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    entries.put(entry.getName(), zip.readAllBytes());
                }
            }
            change.accept(entries);
            try (OutputStream out = Files.newOutputStream(file(ModelBundle.NETWORK));
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue());
                }
            }
        });
        return this;
    }

    /** Changes a weight, and the golden answers with it. */
    public Tampering weight(RandomModel model, String name, float added) {
        Weights weights = Safetensors.read(file("weights.safetensors"),
                WeightShapes.of(model.schema(), model.spec()));
        weights.tensor(name).values()[0] += added;
        GoldenExamples golden = SampleBundles.contents("other",
                new RandomModel(model.schema(), model.spec(), weights),
                PlanCompiler.compile(model.schema(), model.spec(), weights)).golden();
        run(() -> {
            Files.delete(file("weights.safetensors"));
            Safetensors.write(weights, file("weights.safetensors"));
            Files.write(file("golden.json"), BundleJson.write(golden));
        });
        return this;
    }

    /** Makes the manifest's digests and sizes those of the files. */
    public Tampering digests() {
        return json("manifest.json",
                (manifest) -> manifest.required("files").propertyStream().forEach((entry) -> run(() -> {
                    ObjectNode file = (ObjectNode) entry.getValue();
                    file.put("size", Files.size(file(entry.getKey())));
                    file.put("sha256", Sha256.of(file(entry.getKey())));
                })));
    }

    /** Makes the manifest's own digest that of its content. */
    public Tampering vouch() {
        return bytes("manifest.json", (bytes) -> {
            ObjectNode root = (ObjectNode) BundleJson.MAPPER.readTree(bytes);
            root.remove("sha256");
            return ManifestFile.bytes(BundleJson.MAPPER.treeToValue(root, ModelManifest.class));
        });
    }

    /** Makes the manifest's fingerprint that of the schema. */
    public Tampering fingerprint() {
        FeatureSchema schema = BundleJson.read(this.version, BundleFile.FEATURES, FeatureSchema.class);
        return json("manifest.json", (manifest) -> manifest.put("schemaFingerprint", BundleJson.fingerprint(schema)));
    }

}
