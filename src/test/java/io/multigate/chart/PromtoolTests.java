package io.multigate.chart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.multigate.e2e.NeedsProgram;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Prometheus' own tool finds the rules sound, and each alert fires and stays quiet as its cases say. */
@NeedsProgram("promtool")
class PromtoolTests {

    @Test
    void theRulesAreSound() throws IOException, InterruptedException {
        promtool("check", "rules", "--lint=all", "--lint-fatal", "helm/multigate/rules/alerts.yaml");
    }

    @Test
    void theAlertsFireWhenTheyShouldAndStayQuietWhenTheyShould() throws IOException, InterruptedException {
        promtool("test", "rules", "src/test/resources/io/multigate/chart/alerts.test.yaml");
    }

    private static void promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

}
