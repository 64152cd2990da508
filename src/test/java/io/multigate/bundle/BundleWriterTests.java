package io.multigate.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.multigate.inference.RandomModel;
import io.multigate.inference.RandomModel.Architecture;
import io.multigate.model.ModelId;
import io.multigate.model.ModelManifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleWriterTests {

    @TempDir
    private Path models;

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadBack(Architecture architecture) throws IOException {
        for (int seed = 0; seed < 10; seed++) {
            RandomModel model = RandomModel.draw(architecture, seed);
            BundleContents contents = SampleBundles.contents("shop", model);

            ModelBundle bundle = BundleReader.read(SampleBundles.write(this.models, contents));

            assertThat(bundle.manifest().id()).isEqualTo(new ModelId("shop", seed + 1));
            assertThat(bundle.manifest().spec()).isEqualTo(contents.spec());
            assertThat(bundle.manifest().provenance()).isEqualTo(contents.provenance());
            assertThat(bundle.manifest().evaluation()).isEqualTo(contents.evaluation());
            assertThat(bundle.schema().fields()).isEqualTo(model.schema().fields());
            assertThat(bundle.schema().tableRows()).isEqualTo(model.schema().tableRows());
            assertThat(bundle.golden()).isEqualTo(contents.golden());
            assertThat(bundle.weights().tensors().keySet())
                    .containsExactlyElementsOf(model.weights().tensors().keySet());
            model.weights()
                    .tensors()
                    .forEach((name, tensor) -> assertThat(bundle.weights().tensor(name).values())
                            .isEqualTo(tensor.values()));
        }
    }

    @Test
    void theNextVersionIsOneMoreThanTheHighest() throws IOException {
        Files.createDirectories(this.models.resolve("shop/7"));
        Files.createDirectories(this.models.resolve("shop/.writing-0"));
        Files.createDirectories(this.models.resolve("shop/12-old"));

        Path version = SampleBundles.write(this.models, contents());

        assertThat(version).isEqualTo(this.models.resolve("shop/8"));
        assertThat(this.models.resolve("shop/recipe.yaml")).hasContent("name: sample\n");
    }

    @Test
    void writersOfOneModelGiveWayToEachOther() throws Exception {
        BundleContents contents = contents();
        int each = 15;
        try (ExecutorService writers = Executors.newFixedThreadPool(2)) {
            Callable<List<Path>> writing = () -> {
                List<Path> written = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                    written.add(SampleBundles.write(this.models, contents));
                }
                return written;
            };
            List<Path> written = new ArrayList<>();
            for (Future<List<Path>> writer : writers.invokeAll(List.of(writing, writing))) {
                written.addAll(writer.get());
            }
            assertThat(written).doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 2 * each)
                            .mapToObj((version) -> this.models.resolve("shop/" + version))
                            .toList());
        }
    }

    @Test
    void aVersionIsThereThoughItsRecipeCannotBeKept() throws IOException {
        Files.createDirectories(this.models.resolve("shop/recipe.yaml/in-the-way"));

        Path version = SampleBundles.write(this.models, contents());

        assertThat(BundleReader.read(version).manifest().id()).isEqualTo(new ModelId("shop", 1));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void everyFileIsAsReadableAsTheOthers() throws IOException {
        Path version = SampleBundles.write(this.models, contents());

        try (Stream<Path> files = Files.list(version)) {
            assertThat(files.map((file) -> permissions(file)).distinct()).hasSize(1);
        }
    }

    private static Set<PosixFilePermission> permissions(Path file) {
        try {
            return Files.getPosixFilePermissions(file);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Test
    void aVersionThatCannotBeWrittenLeavesNothing() throws IOException {
        UncheckedIOException full = new UncheckedIOException(new IOException("No space left on device"));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> SampleBundles.write(this.models, contents(), (_) -> {
                    throw full;
                }))
                .isSameAs(full);

        try (Stream<Path> left = Files.list(this.models.resolve("shop"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatIsPreparedIsAnEmptyFolder() {
        new BundleWriter(this.models.resolve("new")).prepare("shop");

        assertThat(this.models.resolve("new/shop")).isEmptyDirectory();
    }

    @Test
    void weightsThatAreNotFiniteAreNotWritten() {
        RandomModel model = RandomModel.draw(Architecture.ESMM, 1);
        BundleContents contents = SampleBundles.contents("shop", model);
        contents.weights().tensor("embedding.item").values()[3] = Float.NaN;

        assertThatExceptionOfType(InvalidBundleException.class)
                .isThrownBy(() -> SampleBundles.write(this.models, contents))
                .withMessageContaining("NaN at index 3 of 'embedding.item'");
    }

    /** Bundles written before there were variants say nothing of them, and a manifest's digest covers every key. */
    @Test
    void onlyAVariantIsNamedInTheManifest() throws IOException {
        assertThat(manifest(Architecture.ESMM_WITH_EMBEDDINGS_A_TASK)).contains("\"embeddings\" : \"task\"");
        assertThat(manifest(Architecture.MMOE_WITH_ONE_GATE)).contains("\"gates\" : \"shared\"");
        assertThat(manifest(Architecture.ESMM)).doesNotContain("\"embeddings\"");
        assertThat(manifest(Architecture.MMOE)).doesNotContain("\"gates\"");
    }

    /** The models that come with the project were written before there were variants. */
    @ParameterizedTest
    @ValueSource(strings = {"shop-esmm", "shop-mmoe", "shop-shared-bottom"})
    void anOlderManifestIsWrittenAsItWasRead(String model) throws IOException {
        Path version = Path.of("models", model, "1");
        ModelManifest manifest = ManifestFile.read(version);

        assertThat(ManifestFile.bytes(manifest)).isEqualTo(Files.readAllBytes(version.resolve("manifest.json")));
    }

    private String manifest(Architecture architecture) throws IOException {
        BundleContents contents = SampleBundles.contents("shop", RandomModel.draw(architecture, 1));
        return spec(Files.readString(SampleBundles.write(this.models, contents).resolve("manifest.json")));
    }

    /** The part of a manifest that tells the architecture. */
    private static String spec(String manifest) {
        return manifest.substring(manifest.indexOf("\"spec\""), manifest.indexOf("\"objective\""));
    }

    @Test
    void undefinedFiguresAreLeftOut() throws IOException {
        BundleContents contents = contents();
        BundleContents undefined = new BundleContents("shop", contents.spec(), contents.objective(), true,
                contents.schema(), contents.weights(), contents.golden(), contents.provenance(),
                Map.of("ctr", Map.of("auc", Double.NaN, "copc", 1.0)), Map.of());

        ModelBundle bundle = BundleReader.read(SampleBundles.write(this.models, undefined));

        assertThat(bundle.manifest().evaluation()).isEqualTo(Map.of("ctr", Map.of("copc", 1.0)));
    }

    private static BundleContents contents() {
        return SampleBundles.contents("shop", RandomModel.draw(Architecture.ESMM, 1));
    }

}
