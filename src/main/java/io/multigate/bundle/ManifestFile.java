package io.multigate.bundle;

import java.nio.file.Path;
import java.util.Map;

import io.multigate.model.ModelManifest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The manifest on disk, which besides the {@link ModelManifest} holds {@value #DIGEST}: SHA-256 over its own JSON
 * without white space, with {@code files} and {@code schemaFingerprint} emptied and map keys in order. Those two are
 * borne out by the files themselves; the rest has no other witness against a byte that flipped.
 */
final class ManifestFile {

    private static final String DIGEST = "sha256";

    private ManifestFile() {}

    /**
     * Reads the manifest.
     * @throws InvalidBundleException if it is not well-formed or not of its own digest
     */
    static ModelManifest read(Path directory) {
        JsonNode root = BundleJson.read(directory, BundleFile.MANIFEST, JsonNode.class);
        if (!(root instanceof ObjectNode object)) {
            throw BundleFile.MANIFEST.invalid("is not well-formed: expected an object");
        }
        JsonNode digest = object.remove(DIGEST);
        ModelManifest manifest = manifest(object);
        String found = digest(manifest);
        if (digest == null || !found.equals(digest.asString(""))) {
            throw BundleFile.MANIFEST.invalid("has the SHA-256 digest " + found + "; it says " + digest);
        }
        return manifest;
    }

    private static ModelManifest manifest(ObjectNode object) {
        try {
            return BundleJson.MAPPER.treeToValue(object, ModelManifest.class);
        } catch (JacksonException ex) {
            throw BundleFile.MANIFEST.invalid("is not well-formed: " + JsonReason.of(ex), ex);
        }
    }

    static byte[] bytes(ModelManifest manifest) {
        ObjectNode object = BundleJson.MAPPER.valueToTree(manifest);
        object.put(DIGEST, digest(manifest));
        return BundleJson.write(object);
    }

    private static String digest(ModelManifest manifest) {
        return Sha256.of(BundleJson.MAPPER.writeValueAsBytes(new ModelManifest(manifest.id(), manifest.spec(),
                manifest.objective(), manifest.trained(), Map.of(), "", manifest.provenance(), manifest.evaluation(),
                manifest.gateMeans())));
    }

}
