package io.multigate.loading;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.multigate.bundle.ModelBundle;
import io.multigate.bundle.Tampering;
import io.multigate.loading.LoadReport.Step;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A way to spoil a bundle.
 *
 * @param name what is done to it
 * @param change does it
 * @param step the check that has to fail
 * @param reason part of what it has to say
 */
record SpoiltBundle(String name, Consumer<Tampering> change, Step step, String reason) {

    private static final String WEIGHTS = "weights.safetensors";

    @Override
    public String toString() {
        return this.name;
    }

    static Stream<SpoiltBundle> all() {
        return Stream.of(
                new SpoiltBundle("weights shortened",
                        (bundle) -> bundle.bytes(WEIGHTS, (bytes) -> Arrays.copyOf(bytes, bytes.length - 4)).digests(),
                        Step.WEIGHTS, WEIGHTS),
                new SpoiltBundle("weights cut to their first bytes",
                        (bundle) -> bundle.bytes(WEIGHTS, (bytes) -> Arrays.copyOf(bytes, 5)).digests(), Step.WEIGHTS,
                        WEIGHTS),
                new SpoiltBundle("weights whose header claims to be huge",
                        (bundle) -> bundle.bytes(WEIGHTS, (bytes) -> {
                            Arrays.fill(bytes, 0, 7, (byte) 0xff);
                            bytes[7] = 0x7f;
                            return bytes;
                        }).digests(), Step.WEIGHTS, WEIGHTS),
                new SpoiltBundle("a weight that is no number", (bundle) -> bundle.bytes(WEIGHTS, (bytes) -> {
                    Arrays.fill(bytes, bytes.length - 4, bytes.length, (byte) 0xff);
                    return bytes;
                }).digests(), Step.WEIGHTS, WEIGHTS),
                new SpoiltBundle("coefficients shortened",
                        (bundle) -> bundle
                                .network((entries) -> entries.computeIfPresent("coefficients.bin",
                                        (_, bytes) -> Arrays.copyOf(bytes, bytes.length - 4)))
                                .digests(),
                        Step.ORACLE, "coefficients.bin"),
                new SpoiltBundle("a network's entry missing",
                        (bundle) -> bundle.network((entries) -> entries.remove("coefficients.bin")).digests(),
                        Step.ORACLE, "allowed are exactly"),
                new SpoiltBundle("coefficients that inflate without end",
                        (bundle) -> bundle
                                .network((entries) -> entries.put("coefficients.bin", new byte[256 * 1024 * 1024]))
                                .digests(),
                        Step.ORACLE, "coefficients.bin"),
                new SpoiltBundle("a configuration that inflates without end",
                        (bundle) -> bundle
                                .network((entries) -> entries.put("configuration.json", new byte[256 * 1024 * 1024]))
                                .digests(),
                        Step.ORACLE, "configuration.json inflates to more than"),
                new SpoiltBundle("a configuration that is no JSON",
                        (bundle) -> bundle.network((entries) -> entries.put("configuration.json", bytes("{")))
                                .digests(),
                        Step.ORACLE, "network.zip"),
                new SpoiltBundle("a network that is no zip file",
                        (bundle) -> bundle.bytes(ModelBundle.NETWORK, (_) -> bytes("no network")).digests(),
                        Step.ORACLE, "network.zip"),
                new SpoiltBundle("features reordered",
                        (bundle) -> bundle.json("features.json", SpoiltBundle::reverseFields).digests(),
                        Step.SCHEMA, "fingerprint"),
                new SpoiltBundle("features reordered, the fingerprint renewed",
                        (bundle) -> bundle.json("features.json", SpoiltBundle::reverseFields).fingerprint()
                                .digests(),
                        Step.GOLDEN, "golden"),
                new SpoiltBundle("golden scores altered",
                        (bundle) -> bundle.json("golden.json", SpoiltBundle::alterScore).digests(), Step.GOLDEN,
                        "golden"),
                new SpoiltBundle("features of null",
                        (bundle) -> bundle.bytes("features.json", (_) -> bytes("null")).digests(), Step.SCHEMA,
                        "features.json is not well-formed"),
                new SpoiltBundle("features in two lists",
                        (bundle) -> bundle.bytes("features.json", (_) -> bytes("{\"fields\": [[{}]]}")).digests(),
                        Step.SCHEMA,
                        "features.json is not well-formed: at fields/0: Unexpected token, expected: need String,"
                                + " Number of Boolean value that contains type id (line 1, column 14)"),
                new SpoiltBundle("golden answers of null",
                        (bundle) -> bundle.bytes("golden.json", (_) -> bytes("null")).digests(), Step.GOLDEN,
                        "golden.json is not well-formed"),
                new SpoiltBundle("a manifest that is no JSON",
                        (bundle) -> bundle.bytes("manifest.json", (_) -> bytes("id: 1")),
                        Step.FILES, "manifest.json"),
                new SpoiltBundle("an empty manifest", (bundle) -> bundle.bytes("manifest.json", (_) -> new byte[0]),
                        Step.FILES,
                        "manifest.json"),
                new SpoiltBundle("a manifest of null", (bundle) -> bundle.bytes("manifest.json", (_) -> bytes("null")),
                        Step.FILES, "manifest.json"),
                new SpoiltBundle("a manifest nested too deep",
                        (bundle) -> bundle.bytes("manifest.json", (_) -> bytes("[".repeat(100_000))), Step.FILES,
                        "manifest.json"),
                new SpoiltBundle("a manifest that repeats a key",
                        (bundle) -> bundle.bytes("manifest.json", (bytes) -> bytes(
                                new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\{", "{\"trained\":true,"))),
                        Step.FILES, "trained"),
                new SpoiltBundle("gates whose means are null",
                        (bundle) -> bundle.json("manifest.json",
                                (manifest) -> manifest.putObject("gateMeans").putArray("ctr").addNull().addNull()),
                        Step.FILES, "manifest.json is not well-formed"),
                new SpoiltBundle("figures of the evaluation that are null",
                        (bundle) -> bundle.json("manifest.json",
                                (manifest) -> manifest.putObject("evaluation").putObject("ctr").putNull("auc")),
                        Step.FILES, "manifest.json is not well-formed"),
                new SpoiltBundle("a manifest of layers too large to build",
                        (bundle) -> bundle.json("manifest.json",
                                (manifest) -> ((ObjectNode) manifest.required("spec")).putArray("tower")
                                        .add(Integer.MAX_VALUE))
                                .vouch(),
                        Step.WEIGHTS, "expected [6, 2147483647]"),
                new SpoiltBundle("a manifest of more experts than can be named",
                        (bundle) -> bundle.json("manifest.json",
                                (manifest) -> ((ObjectNode) manifest.required("spec")).put("experts",
                                        Integer.MAX_VALUE))
                                .vouch(),
                        Step.WEIGHTS, "manifest.json is of no model: the spec wants 8589934603 weights"),
                new SpoiltBundle("a manifest of more towers than can be named",
                        (bundle) -> bundle.json("manifest.json", SpoiltBundle::addTowers).vouch(),
                        Step.WEIGHTS, "manifest.json is of no model: the spec wants"),
                new SpoiltBundle("a path that climbs out",
                        (bundle) -> rename(bundle, "../../shop/1/weights.safetensors"),
                        Step.FILES, "lists the files"),
                new SpoiltBundle("a path from the root", (bundle) -> rename(bundle, "/etc/passwd"), Step.FILES,
                        "lists the files"),
                new SpoiltBundle("another model's version",
                        (bundle) -> bundle.json("manifest.json",
                                (manifest) -> ((ObjectNode) manifest.required("id")).put("version", 2)).vouch(),
                        Step.FILES, "stands in"),
                new SpoiltBundle("a file besides",
                        (bundle) -> Tampering.run(() -> Files.writeString(bundle.file("preprocessor.bin"), "x")),
                        Step.FILES, "preprocessor.bin"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void rename(Tampering bundle, String path) {
        bundle.json("manifest.json", (manifest) -> {
            ObjectNode files = (ObjectNode) manifest.required("files");
            files.set(path, files.remove(WEIGHTS));
        });
    }

    private static void addTowers(ObjectNode manifest) {
        ObjectNode spec = (ObjectNode) manifest.required("spec");
        ArrayNode tasks = (ArrayNode) spec.required("tasks");
        ArrayNode tower = (ArrayNode) spec.required("tower");
        for (int i = 0; i < 20_000; i++) {
            tasks.addObject().put("name", "t" + i).put("label", "x").putNull("given");
            tower.add(1);
        }
    }

    private static void reverseFields(ObjectNode schema) {
        ArrayNode fields = (ArrayNode) schema.required("fields");
        List<JsonNode> reversed = new ArrayList<>(fields.valueStream().toList()).reversed();
        fields.removeAll().addAll(reversed);
    }

    private static void alterScore(ObjectNode golden) {
        ArrayNode scores = (ArrayNode) golden.at("/examples/0/probabilities/ctr");
        scores.set(0, scores.get(0).floatValue() * 0.999F);
    }

}
