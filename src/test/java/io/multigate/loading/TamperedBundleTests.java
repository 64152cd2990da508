package io.multigate.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.multigate.inference.ItemCache;
import io.multigate.bundle.BundleReader;
import io.multigate.bundle.ModelBundle;
import io.multigate.bundle.Tampering;
import io.multigate.inference.RandomModel;
import io.multigate.loading.LoadReport.Check;
import io.multigate.loading.LoadReport.Step;

/** A bundle that is not what its writer wrote is refused, by the step that has to see it, and told why. */
@Timeout(60)
class TamperedBundleTests {

    private static final String WEIGHTS = "weights.safetensors";

    @TempDir
    private Path models;

    private Path version;

    @BeforeEach
    void write() throws IOException {
        this.version = TrainedSample.write(this.models, "shop", TrainedSample.MMOE);
    }

    @ParameterizedTest
    @MethodSource("io.multigate.loading.SpoiltBundle#all")
    void aTamperedBundleIsRefusedWithItsReason(SpoiltBundle tampered) {
        tampered.change().accept(new Tampering(this.version));

        assertRefused(tampered.step(), tampered.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"features.json", "golden.json", "network.zip", WEIGHTS})
    void oneFlippedBitIsSeenByTheDigest(String file) {
        for (double share : new double[]{0, 0.5, 1}) {
            new Tampering(this.version).flip(file, share);
            assertRefused(Step.FILES, file + " has the SHA-256 digest");
            new Tampering(this.version).flip(file, share);
        }
        assertThat(new ModelLoader(true, ItemCache.NONE).load(this.version).report().passed()).isTrue();
    }

    @Test
    void aFlippedBitOfTheManifestIsSeen() throws IOException {
        Path manifest = this.version.resolve("manifest.json");
        byte[] written = Files.readAllBytes(manifest);
        Set<Step> seenBy = EnumSet.noneOf(Step.class);
        for (int at = 0; at < written.length; at++) {
            // A space that became another white space, or the like, says the same.
            if (!Character.isWhitespace(written[at])) {
                byte[] flipped = written.clone();
                flipped[at] ^= 1;
                Files.write(manifest, flipped);
                Check last = new ModelLoader(false, ItemCache.NONE).load(this.version).report().checks().getLast();
                assertThat(last.passed()).as("byte %s: %s", at, last.detail()).isFalse();
                seenBy.add(last.step());
            }
        }
        assertThat(seenBy).containsOnly(Step.FILES, Step.SCHEMA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "features.json", "golden.json", "network.zip", WEIGHTS})
    void aMissingFileIsNamed(String file) throws IOException {
        Files.delete(this.version.resolve(file));

        assertRefused(Step.FILES, file + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "features.json", "golden.json", "network.zip", WEIGHTS})
    void aLinkOutOfTheDirectoryIsNotFollowed(String file) throws IOException {
        Path outside = Files.move(this.version.resolve(file), this.models.resolve("outside"));
        Files.createSymbolicLink(this.version.resolve(file), outside);

        assertRefused(Step.FILES, file + " is a symbolic link");
    }

    @Test
    void weightsThatDifferFromTheNetworksAreRefusedByTheOracle() {
        ModelBundle bundle = BundleReader.read(this.version);
        RandomModel model = new RandomModel(bundle.schema(), bundle.manifest().spec(), bundle.weights());
        String first = bundle.weights().tensors().keySet().iterator().next();

        new Tampering(this.version).weight(model, first, 0.25F).digests();

        assertRefused(Step.ORACLE, first);
    }

    @Test
    void aSerializedObjectInTheNetworkIsNeverRead() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream serialized = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(serialized)) {
            out.writeObject(new Trap());
        }
        new Tampering(this.version).network((entries) -> entries.put("preprocessor.bin", serialized.toByteArray()))
                .digests();

        assertRefused(Step.ORACLE, "preprocessor.bin");
        assertThat(Trap.SPRUNG).isFalse();

        try (ObjectInputStream in = new ObjectInputStream(
                new ByteArrayInputStream(serialized.toByteArray()))) {
            in.setObjectInputFilter((_) -> ObjectInputFilter.Status.ALLOWED);
            in.readObject();
        }
        assertThat(Trap.SPRUNG).as("the trap works").isTrue();
    }

    /** Callers of the service read the reasons, and have no use for the names of its classes. */
    @ParameterizedTest
    @MethodSource
    void aReasonSaysNothingOfClasses(String file, String from, String to) {
        new Tampering(this.version).bytes(file, (bytes) -> {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            assertThat(text).contains(from);
            return text.replaceFirst(Pattern.quote(from), to).getBytes(StandardCharsets.ISO_8859_1);
        });
        if (!file.equals("manifest.json")) {
            new Tampering(this.version).digests();
        }

        Check last = new ModelLoader(false, ItemCache.NONE).load(this.version).report().checks().getLast();

        assertThat(last.passed()).isFalse();
        assertThat(last.detail()).startsWith(file)
                .contains("well-formed: ")
                .doesNotContain("REDACTED", "(index", "ignorable", "constructor", "io.multigate", "java.", "class",
                        "Jackson", "Json", "DeserializationFeature",
                        "Coercion",
                        "StreamRead", "ArrayList", "ModelSpec", "`int`");
    }

    static Stream<Arguments> aReasonSaysNothingOfClasses() {
        return Stream.of(Arguments.of("manifest.json", "\"trained\"", "\"learnt\""),
                Arguments.of("manifest.json", "\"trained\"", "\"learnt\" : 1, \"trained\""),
                Arguments.of("manifest.json", "\"mmoe\"", "\"other\""),
                Arguments.of("manifest.json", "\"kind\" : \"mmoe\",", ""),
                Arguments.of("manifest.json", "\"id\"", "id"), Arguments.of("manifest.json", "\"id\"", "\"id"),
                Arguments.of("manifest.json", "\"experts\" : 3", "\"experts\" : 0"),
                Arguments.of("manifest.json", "\"experts\" : 3", "\"experts\" : \"3\""),
                Arguments.of("manifest.json", "\"experts\" : 3", "\"experts\" : null"),
                Arguments.of("manifest.json", "\"experts\" : 3", "\"experts\" : 3.5"),
                Arguments.of("manifest.json", "\"experts\" : 3", "\"experts\" : 99999999999"),
                Arguments.of("manifest.json", "\"experts\" : 3", "\"experts\" : [3]"),
                Arguments.of("manifest.json", "\"tower\" : [ 4 ]", "\"tower\" : 4"),
                Arguments.of("manifest.json", "\"tower\" : [ 4 ]", "\"tower\" : [ null ]"),
                Arguments.of("manifest.json", "\"tower\" : [ 4 ]", "\"tower\" : [ {} ]"),
                Arguments.of("manifest.json", "\"created\" : \"2026", "\"created\" : \"in 2026"),
                Arguments.of("manifest.json", "\"entire-space\"", "\"all\""),
                Arguments.of("features.json", "\"numeric\"", "\"number\""),
                Arguments.of("features.json", "\"cross\"", "\"across\""),
                Arguments.of("features.json", "\"numeric\"", "\"`num\""),
                Arguments.of("features.json", "\"numeric\"", "\"num`\""),
                Arguments.of("features.json", "\"numeric\"", "\"num' as a subtype of `\""),
                Arguments.of("manifest.json", "\"experts\" : 3", "\"experts\" : \"3`\""),
                Arguments.of("manifest.json", "\"entire-space\"", "\"all`\""),
                Arguments.of("manifest.json", "\"trained\"", "\"tr`ned\""),
                Arguments.of("manifest.json", "\"name\" : \"", "\"name\" : \"" + " (java".repeat(300_000)),
                Arguments.of("golden.json", "\"probabilities\" : {", "\"probabilities\" : {\"x\": 1,"),
                Arguments.of("golden.json", "\"examples\" : [", "\"examples\" : [ 7,"),
                Arguments.of("golden.json", "\"examples\" : [", "\"examples\" : [" + "[".repeat(1000)),
                Arguments.of("features.json", "\"fields\"", "]"), Arguments.of(WEIGHTS, "\"dtype\"", "\"dtipe\""),
                Arguments.of(WEIGHTS, "\"F32\"", "[\"F2\"]"));
    }

    private void assertRefused(Step step, String reason) {
        LoadOutcome outcome = new ModelLoader(true, ItemCache.NONE).load(this.version);

        assertThat(outcome.model()).isEmpty();
        Check last = outcome.report().checks().getLast();
        assertThat(last.passed()).as(last.detail()).isFalse();
        assertThat(last.step()).as(last.detail()).isEqualTo(step);
        assertThat(last.retryable()).as("retryable").isFalse();
        assertThat(last.detail()).contains(reason)
                .doesNotContain(this.models.toString(), "io.multigate", "java.", "tools.", "Exception");
    }

    /** Leaves a mark when it is deserialised. */
    private static final class Trap implements Serializable {

        @Serial
        private static final long serialVersionUID = 1;

        static final AtomicBoolean SPRUNG = new AtomicBoolean();

        @Serial
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            SPRUNG.set(true);
        }

    }

}
