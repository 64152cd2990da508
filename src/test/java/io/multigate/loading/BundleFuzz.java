package io.multigate.loading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.multigate.bundle.BundleReader;
import io.multigate.bundle.InvalidBundleException;
import io.multigate.bundle.ModelBundle;
import io.multigate.bundle.Tampering;
import io.multigate.feature.FeatureEncoder;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.ScoringPlan;
import io.multigate.network.InvalidGraphFileException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

import org.springframework.util.FileSystemUtils;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bundles with any bytes in one of their files, which the manifest vouches for: they load, or are refused as what they
 * are, by an exception of the house alone.
 */
class BundleFuzz {

    private static final List<String> FILES = List.of("manifest.json", "features.json", "golden.json",
            "weights.safetensors", "network.zip");

    /** Of the seeds; larger ones slow the search down. */
    private static final int SEED_BYTES = 64 * 1024;

    private static Path models = Path.of("models");

    private static Path version = models;

    private static Map<String, byte[]> written = Map.of();

    @BeforeAll
    static void write() throws IOException {
        models = Files.createTempDirectory("fuzz");
        version = TrainedSample.write(models, "shop", TrainedSample.MMOE);
        written = files();
        // Loads, and does so here, where no input's time limit pays for the classes that the first load takes.
        load();
    }

    @AfterAll
    static void delete() throws IOException {
        FileSystemUtils.deleteRecursively(models);
    }

    /** The files as they were written, and as each spoilt bundle has them; the first byte chooses the file. */
    static Stream<byte[]> bundles() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        written.forEach((name, bytes) -> seeds.add(seed(name, bytes)));
        for (SpoiltBundle spoilt : SpoiltBundle.all().toList()) {
            spoilt.change().accept(new Tampering(version));
            for (Map.Entry<String, byte[]> file : files().entrySet()) {
                byte[] bytes = file.getValue();
                if (bytes.length < SEED_BYTES && !Arrays.equals(bytes, written.get(file.getKey()))) {
                    seeds.add(seed(file.getKey(), bytes));
                }
            }
            Files.deleteIfExists(version.resolve("preprocessor.bin"));
            restore();
        }
        return seeds.stream();
    }

    private static byte[] seed(String name, byte[] bytes) {
        ByteArrayOutputStream seed = new ByteArrayOutputStream();
        seed.write(FILES.indexOf(name));
        seed.writeBytes(bytes);
        return seed.toByteArray();
    }

    private static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : FILES) {
            files.put(name, Files.readAllBytes(version.resolve(name)));
        }
        return files;
    }

    private static void restore() throws IOException {
        for (Map.Entry<String, byte[]> file : written.entrySet()) {
            Files.write(version.resolve(file.getKey()), file.getValue());
        }
    }

    @Timeout(30)
    @MethodSource("bundles")
    @FuzzTest
    void anyFileIsLoadedOrRefused(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        String name = FILES.get(Byte.toUnsignedInt(input[0]) % FILES.size());
        byte[] file = Arrays.copyOfRange(input, 1, input.length);
        try {
            Files.write(version.resolve(name), file);
            vouch(name, new Tampering(version));
            load();
        } catch (InvalidBundleException | InvalidGraphFileException refused) {
            assertThat(refused).message().isNotBlank().doesNotContain(models.toString());
            // A reason may quote the file, and the fuzzer writes into it what it sees compared: names of classes, too. Not
            // what is compared in Spring, which it does not look into.
            if (StringUtils.countOccurrencesOf(new String(file, StandardCharsets.ISO_8859_1), "multigate") == 0) {
                assertThat(refused).message().doesNotContain("io.multigate");
            }
        } finally {
            restore();
        }
    }

    /** Has the manifest say what the files hold, as far as they can be read at all. */
    private static void vouch(String name, Tampering bundle) {
        try {
            switch (name) {
                case "manifest.json" -> bundle.vouch();
                case "features.json" -> bundle.fingerprint().digests();
                default -> bundle.digests();
            }
        } catch (JacksonException | ClassCastException _) {
            // Not even JSON of a manifest: the reader has to say so.
        }
    }

    private static void load() {
        ModelBundle bundle = BundleReader.read(version);
        new GoldenReplay(bundle.golden(), new FeatureEncoder(bundle.schema())).replay(plan(bundle));
        Oracle.examine(bundle, new GoldenReplay(bundle.golden(), new FeatureEncoder(bundle.schema())));
    }

    /** Weights that are finite, and too large for sums of floats, are the compiler's to refuse. */
    private static ScoringPlan plan(ModelBundle bundle) {
        try {
            return PlanCompiler.compile(bundle.schema(), bundle.manifest().spec(), bundle.weights());
        } catch (IllegalArgumentException ex) {
            assertThat(ex).hasMessageStartingWith("the weights are so large");
            throw new InvalidBundleException(String.valueOf(ex.getMessage()), ex);
        }
    }

}
