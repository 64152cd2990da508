package io.multigate.inference;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Vectors compute the plans where they are fast, in virtual machines of their own. */
@Timeout(60)
class KernelsTests {

    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    /** Tells the kernel. */
    static final class Teller {

        public static void main(String[] args) {
            System.out.println("computed by " + PlanCompiler.kernel());
        }

    }

    @Test
    void vectorsAreChosenWhereTheyAreFast() throws IOException {
        assertThat(kernel(MODULE)).contains("computed by vector-");
    }

    @Test
    void plainLoopsComputeWithoutTheModule() throws IOException {
        assertThat(kernel("-ea")).contains("computed by plain");
    }

    /** As if the processor had no FMA instructions, and without the compiler that knows vectors. */
    @ParameterizedTest
    @ValueSource(strings = {"-XX:-UseFMA", "-XX:TieredStopAtLevel=1"})
    void plainLoopsComputeWhereVectorsWouldBeSlow(String option) throws IOException {
        assertThat(kernel(MODULE, option)).contains("computed by plain");
    }

    private static String kernel(String... options) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.command().addAll(List.of(options));
        builder.command().add(Teller.class.getName());
        builder.environment().put("CLASSPATH", Objects.requireNonNull(System.getProperty("java.class.path")));
        builder.environment().remove("JDK_JAVA_OPTIONS");
        Process process = builder.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

}
