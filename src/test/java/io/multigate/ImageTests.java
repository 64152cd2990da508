package io.multigate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the image says twice. That it builds and starts, {@code .ci/image} tests. */
class ImageTests {

    @Test
    void theImageStartsWithTheOptionsThatTheTestsRunWith() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String options = property(pom, "jvm.arguments").replace("${jvm.access}", property(pom, "jvm.access"));
        assertThat(Files.readAllLines(Path.of("src/image/java.options"))).containsAll(List.of(options.split(" ")));
    }

    /** Another user than the one who builds reads them. */
    @Test
    void noFileOfTheImageHasTheModeThatItHasWhereTheImageIsBuilt() throws IOException {
        String image = Files.readString(Path.of("Dockerfile"));
        assertThat(image.substring(image.lastIndexOf("\nFROM ")).lines().filter((line) -> line.startsWith("COPY ")))
                .isNotEmpty()
                .allMatch((copy) -> copy.startsWith("COPY --from=parts "));
        String parts = image.substring(0, image.lastIndexOf("\nFROM ")).strip();
        assertThat(parts.lines().toList().getLast()).isEqualTo("RUN chmod -R a+rX,go-w .");
    }

    @Test
    void noImageIsBuiltWithoutTheClassesThatItStartsWith() throws IOException {
        String image = Files.readString(Path.of("Dockerfile")).replace("\\\n", "");
        Matcher start = Pattern.compile("-XX:AOTCache=([^\"]+)").matcher(image);
        assertThat(start.find()).isTrue();
        assertThat(image.lines().filter((line) -> line.contains("-XX:AOTCacheOutput=" + start.group(1) + " ")))
                .singleElement()
                .asString()
                .containsPattern("multigate.jar +&& test -s " + start.group(1) + " ");
    }

    @Test
    void aJarOfAnotherSystemIsRefusedInPlainWords(@TempDir Path parts) throws IOException, InterruptedException {
        Matcher natives = Pattern.compile("^RUN (mkdir natives (?:.*\\\\\n)+.*)$", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("Dockerfile")));
        assertThat(natives.find()).isTrue();
        Path jars = Files.createDirectories(parts.resolve("dependencies/lib"));
        Files.createFile(jars.resolve("openblas-0.3.19-1.5.7-macosx-arm64.jar"));
        // With native.classifier alone.
        Files.createFile(jars.resolve("nd4j-native-1.0.0-M2.1-linux-x86_64.jar"));
        Process process = new ProcessBuilder("sh", "-c", natives.group(1)).directory(parts.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(process.inputReader().readAllAsString()).contains("not packaged for Linux");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    private static String property(String pom, String name) {
        Matcher matcher = Pattern.compile("<" + Pattern.quote(name) + ">(.*)</").matcher(pom);
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1);
    }

}
