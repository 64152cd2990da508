package io.multigate.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import io.multigate.security.ApiKey;
import io.multigate.security.ApiKeys;
import io.multigate.security.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class KeyCommandTests {

    private final StringWriter out = new StringWriter();

    private final StringWriter err = new StringWriter();

    private int key(String... arguments) {
        CommandLine line = Multigate.commandLine().setOut(new PrintWriter(this.out)).setErr(new PrintWriter(this.err));
        List<String> all = new ArrayList<>(List.of("key"));
        all.addAll(List.of(arguments));
        return Multigate.run(line, all.toArray(String[]::new));
    }

    private String line(String start) {
        return this.out.toString().lines().filter((line) -> line.startsWith(start)).findFirst().orElseThrow();
    }

    @Test
    void theSettingsLetTheKeyIn() {
        assertThat(key("--name", "frontend", "--roles", "score,admin")).isZero();

        String key = line("multigate_");
        String setting = line("multigate.security.keys.frontend.sha256: ");
        ApiKeys keys = new ApiKeys(List.of(new ApiKey("frontend",
                HexFormat.of().parseHex(setting.substring(setting.indexOf(' ') + 1)), Set.of(Role.SCORE))));
        assertThat(keys.find(key)).isPresent();
        assertThat(keys.find(key + "x")).isEmpty();
        assertThat(line("multigate.security.keys.frontend.roles: ")).endsWith(": score, admin");
    }

    @Test
    void eachKeyIsNewAndScoresUnlessToldOtherwise() {
        key("--name", "a");
        String first = line("multigate_");
        this.out.getBuffer().setLength(0);
        key("--name", "a");
        assertThat(line("multigate_")).isNotEqualTo(first).hasSize(53);
        assertThat(line("multigate.security.keys.a.roles: ")).endsWith(": score");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a.b", "a b", "-a"})
    void aNameThatNoSettingCanHaveIsRefused(String name) {
        assertThat(key("--name=" + name)).isEqualTo(2);
        assertThat(this.err.toString()).hasLineCount(1).contains("--name is '" + name + "'");
        assertThat(this.out.toString()).isEmpty();
    }

    @Test
    void aRoleThatThereIsNotIsRefused() {
        assertThat(key("--name", "a", "--roles", "root")).isEqualTo(2);
        assertThat(this.err.toString()).contains("root").containsIgnoringCase("score");
    }

}
