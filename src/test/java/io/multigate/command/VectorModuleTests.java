package io.multigate.command;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VectorModuleTests {

    @Test
    void argumentsAreTakenApartAsTheyWereGiven() {
        byte[] commandLine = "java\0-Xmx1g\0-jar\0target/multigate.jar\0--a=b c\0\0--d=ä\0"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(VectorModule.arguments(commandLine)).hasSize(7).startsWith("java", "-Xmx1g").contains("--a=b c", "");
        assertThat(VectorModule.arguments(commandLine).getLast().getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo("--d=ä".getBytes(StandardCharsets.UTF_8));
    }

}
