package io.multigate;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** A setting that cannot be meant keeps the service from starting, and one line says which it is and what it may be. */
@ExtendWith(OutputCaptureExtension.class)
class ConfigurationTests {

    /** The settings without the service that they are for. */
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(MultigateProperties.class)
    static class Settings {}

    static MultigateProperties start(Stream<String> settings) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Settings.class)
                .web(WebApplicationType.NONE)
                .run(settings.map((setting) -> "--" + setting).toArray(String[]::new))) {
            return context.getBean(MultigateProperties.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            models.default=Shop        | models.default is 'Shop'; a model's name has 1 to 63
            models.default=            | models.default is ''; a model's name has 1 to 63
            models.required=shop,../x  | models.required holds '../x'; a model's name has 1 to 63
            models.versions.shop=0     | models.versions.shop is 0; it must be at least 1
            models.versions.shop=-1    | models.versions.shop is -1; it must be at least 1
            models.versions.Shop=1     | models.versions holds 'Shop'; a model's name has 1 to 63
            admission.concurrency=0    | admission.concurrency is 0; it must be 1 to 1024
            admission.concurrency=-4   | admission.concurrency is -4; it must be 1 to 1024
            admission.concurrency=1025 | admission.concurrency is 1025; it must be 1 to 1024
            admission.queue=-1         | admission.queue is -1; it must be 0 to 100000
            admission.queue=2000000000 | admission.queue is 2000000000; it must be 0 to 100000
            admission.deadline=0s      | admission.deadline is 0ms; it must be 1ms to 1h
            admission.deadline=-2s     | admission.deadline is -2000ms; it must be 1ms to 1h
            admission.deadline=9999d   | admission.deadline is 863913600000ms; it must be 1ms to 1h
            admission.target=0ms       | admission.target is 0ms; it must be 1ms to 1h
            admission.interval=2h      | admission.interval is 7200000ms; it must be 1ms to 1h
            admission.bodies=1023KB    | admission.bodies is 1047552B; it must be 1MB to 1TB
            admission.bodies=2TB       | admission.bodies is 2199023255552B; it must be 1MB to 1TB
            admission.sending=0s       | admission.sending is 0ms; it must be 1ms to 1h
            admission.sending=61m      | admission.sending is 3660000ms; it must be 1ms to 1h
            slow.threshold=-1ms        | slow.threshold is -1ms; it must be 0 to 1h
            models.keep=0              | models.keep is 0; it must be 1 to 100
            models.keep=101            | models.keep is 101; it must be 1 to 100
            reload.interval=1ms        | reload.interval is 1ms; it must be 100ms to 1d
            reload.interval=2d         | reload.interval is 172800000ms; it must be 100ms to 1d
            limits.candidates=0        | limits.candidates is 0; it must be 1 to 1000000
            limits.candidates=-1       | limits.candidates is -1; it must be 1 to 1000000
            limits.candidates=1000001  | limits.candidates is 1000001; it must be 1 to 1000000
            limits.body-size=0         | limits.body-size is 0B; it must be 1B to 1GB
            limits.body-size=-1MB      | limits.body-size is -1048576B; it must be 1B to 1GB
            limits.body-size=2GB       | limits.body-size is 2147483648B; it must be 1B to 1GB
            limits.string-length=0     | limits.string-length is 0; it must be 16 to 1048576
            limits.string-length=-9    | limits.string-length is -9; it must be 16 to 1048576
            limits.string-length=9999999 | limits.string-length is 9999999; it must be 16 to 1048576
            limits.list-length=0       | limits.list-length is 0; it must be 1 to 1048576
            limits.list-length=-1      | limits.list-length is -1; it must be 1 to 1048576
            limits.list-length=9999999 | limits.list-length is 9999999; it must be 1 to 1048576
            limits.depth=0             | limits.depth is 0; it must be 5 to 500
            limits.depth=-5            | limits.depth is -5; it must be 5 to 500
            limits.depth=5000          | limits.depth is 5000; it must be 5 to 500
            cors.origins=*             | cors.origins holds '*'; an origin is a scheme and a host
            cors.origins=shop.example  | cors.origins holds 'shop.example'; an origin is a scheme and a host
            cors.origins=http://a.b/c  | cors.origins holds 'http://a.b/c'; an origin is a scheme and a host
            security.keys.a.sha256=abc | security.keys.a.sha256 must be the 64 hexadecimal digits of the key's SHA-256
            security.keys.a.roles=admin | security.keys.a.sha256 must be the 64 hexadecimal digits of the key's SHA-256
            """)
    void aValueOutOfRangeIsRefused(String setting, String message, CapturedOutput output) {
        assertThat(refusal(setting, output)).startsWith("multigate." + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            models.versions.shop=latest  | an integer
            load.oracle=perhaps          | true or false
            admission.concurrency=two    | an integer
            admission.queue=1.5          | an integer
            admission.queue=99999999999  | an integer
            admission.deadline=soon      | a duration such as 500ms, 2s or 1m
            admission.bodies=much        | a size such as 64KB or 8MB
            slow.threshold=late          | a duration such as 500ms, 2s or 1m
            admission.deadline=2 parsecs | a duration such as 500ms, 2s or 1m
            limits.candidates=many       | an integer
            limits.candidates=0x10L      | an integer
            limits.body-size=8 MiB       | a size such as 64KB or 8MB
            limits.body-size=big         | a size such as 64KB or 8MB
            limits.string-length=1KB     | an integer
            limits.list-length=1e3       | an integer
            limits.depth=deep            | an integer
            security.keys.a.roles=root   | one of score, admin
            models.versions=1            | given by name, as multigate.models.versions.NAME
            """)
    void aValueOfTheWrongKindIsRefused(String setting, String allowed, CapturedOutput output) {
        String name = "multigate." + setting.substring(0, setting.indexOf('='));
        String value = setting.substring(setting.indexOf('=') + 1);
        assertThat(refusal(setting, output)).isEqualTo(name + " is '" + value + "' (\"" + name
                + "\" from property source \"commandLineArgs\"); it must be " + allowed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            models.dir=/srv      | multigate.models.directory
            load.orakel=false    | multigate.load.oracle
            limits.candidate=50  | multigate.limits.candidates
            limits.depth.most=50 | multigate.limits.depth
            limit.candidates=50  | multigate.limits.candidates
            load=false           | multigate.load.oracle
            security.keys.a.sha=5 | multigate.security.keys[name].sha256
            security.key=5       | multigate.security.keys[name].roles
            """)
    void anUnknownNameIsRefusedWithThoseThatThereAre(String setting, String available, CapturedOutput output) {
        assertThat(refusal(setting, output))
                .startsWith("there is no setting multigate." + setting.substring(0, setting.indexOf('=')))
                .contains("available: ")
                .contains(available);
    }

    @ParameterizedTest
    @CsvSource({"models.directory", "limits.candidates", "admission.deadline", "load.oracle"})
    void anEmptyValueIsRefused(String name, CapturedOutput output) {
        assertThat(refusal(name + "=", output)).startsWith("multigate." + name + " is ");
    }

    @Test
    void boundsThemselvesAreTaken() {
        MultigateProperties least = start(Stream.of("multigate.admission.concurrency=1", "multigate.admission.queue=0",
                "multigate.admission.deadline=1ms", "multigate.limits.candidates=1", "multigate.limits.body-size=1B",
                "multigate.limits.string-length=16", "multigate.limits.list-length=1", "multigate.limits.depth=5",
                "multigate.models.versions.shop=1"));
        assertThat(least.limits().depth()).isEqualTo(5);
        MultigateProperties greatest = start(Stream.of("multigate.admission.concurrency=1024",
                "multigate.admission.queue=100000", "multigate.admission.deadline=1h",
                "multigate.limits.candidates=1000000", "multigate.limits.body-size=1GB",
                "multigate.limits.string-length=1048576", "multigate.limits.list-length=1048576",
                "multigate.limits.depth=500", "multigate.cors.origins=https://a.example,http://localhost:3000"));
        assertThat(greatest.cors().origins()).isEqualTo(List.of("https://a.example", "http://localhost:3000"));
    }

    @Test
    void aKeyWithoutARoleOrUnderTwoNamesIsRefused() {
        String digest = "=" + "0aF".repeat(21) + "0";
        assertThatException().isThrownBy(() -> start(Stream.of("multigate.security.keys.a.sha256" + digest)))
                .havingRootCause()
                .withMessage("multigate.security.keys.a.roles is empty; it must name score, admin or both");
        assertThatException().isThrownBy(() -> start(Stream.of("multigate.security.keys.a.sha256" + digest,
                "multigate.security.keys.a.roles=score", "multigate.security.keys.b.sha256" + digest,
                "multigate.security.keys.b.roles=admin")))
                .havingRootCause()
                .withMessageStartingWith("multigate.security.keys has one key under the names [a, b]");
    }

    /** What is said of a start that must fail: one line between the headings that Spring Boot puts around it. */
    private static String refusal(String setting, CapturedOutput output) {
        assertThatException().isThrownBy(() -> start(Stream.of("multigate." + setting)));
        String description = output.getOut().substring(output.getOut().indexOf("Description:"));
        List<String> lines = description.lines().skip(1).filter((line) -> !line.isBlank()).toList();
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

}
