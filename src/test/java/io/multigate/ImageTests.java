package io.multigate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the image says twice. That it builds and starts, {@code .ci/image} tests. */
class ImageTests {

    @Test
    void theImageStartsWithTheOptionsThatTheTestsRunWith() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String options = property(pom, "jvm.arguments").replace("${jvm.access}", property(pom, "jvm.access"));
        assertThat(Files.readAllLines(Path.of("src/image/java.options"))).containsAll(List.of(options.split(" ")));
    }

    private static String property(String pom, String name) {
        Matcher matcher = Pattern.compile("<" + Pattern.quote(name) + ">(.*)</").matcher(pom);
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1);
    }

}
