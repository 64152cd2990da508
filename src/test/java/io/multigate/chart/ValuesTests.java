package io.multigate.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A value that cannot be meant stops an installation, and the message says where it stands. */
class ValuesTests {

    private static final JsonNode SCHEMA = JsonMapper.shared()
            .readTree(Chart.FOLDER.resolve("values.schema.json").toFile());

    /** The places of all objects whose keys the schema names. */
    static List<String> objects() {
        List<String> places = new ArrayList<>();
        addObjects(places, "", SCHEMA);
        return places;
    }

    private static void addObjects(List<String> places, String place, JsonNode schema) {
        if (schema.has("properties")) {
            places.add(place);
            schema.get("properties")
                    .propertyStream()
                    .forEach((entry) -> addObjects(places, place + "/" + entry.getKey(), resolve(entry.getValue())));
        }
    }

    private static JsonNode resolve(JsonNode schema) {
        return schema.has("$ref") ? SCHEMA.at(schema.get("$ref").asString().substring(1)) : schema;
    }

    @ParameterizedTest
    @MethodSource("objects")
    void aMistypedKeyIsRejectedByItsName(String place) {
        ObjectNode values = Chart.YAML.createObjectNode();
        ObjectNode node = values;
        for (String key : Stream.of(place.split("/")).filter((part) -> !part.isEmpty()).toList()) {
            node = node.putObject(key);
        }
        node.put("enabeld", true);
        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining("'enabeld'").hasMessageContaining(place);
    }

    /** Helm takes away what is null before it asks the schema. */
    @ParameterizedTest
    @CsvSource({"replicas,{replicas: null}", "startupSeconds,{probes: {startupSeconds: null}}",
            "drainSeconds,{shutdown: {drainSeconds: null}}", "ingress,{ingress: null}"})
    void whatHasToBeSaidCannotBeTakenAway(String key, String values) {
        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining("missing property '" + key + "'");
    }

    @Test
    void theSchemaNamesTheKeysOfTheDefaultsAndNoOthers() {
        Set<String> written = new TreeSet<>();
        addKeys(written, "", Chart.defaultValues());
        Set<String> allowed = new TreeSet<>();
        for (String place : objects()) {
            JsonNode schema = SCHEMA;
            for (String key : Stream.of(place.split("/")).filter((part) -> !part.isEmpty()).toList()) {
                schema = resolve(schema.get("properties").get(key));
            }
            schema.get("properties").propertyNames().forEach((key) -> allowed.add(place + "/" + key));
        }
        // Helm's own, and where a chart that depends on this one says whether it wants it.
        allowed.removeAll(Set.of("/global", "/enabled"));
        written.removeIf((key) -> objects().stream().noneMatch((place) -> key.startsWith(place + "/")
                && key.indexOf('/', place.length() + 1) < 0));
        assertThat(allowed).isEqualTo(written);
    }

    @Test
    void aChartThatDependsOnThisOneMaySayWhetherItWantsIt() {
        assertThat(Chart.render("{enabled: true, global: {region: north}}").all()).isNotEmpty();
        assertThatThrownBy(() -> Chart.render("{enabled: maybe}")).hasMessageContaining("'/enabled'");
    }

    private static void addKeys(Set<String> keys, String place, JsonNode node) {
        node.propertyStream().forEach((entry) -> {
            keys.add(place + "/" + entry.getKey());
            addKeys(keys, place + "/" + entry.getKey(), entry.getValue());
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"{replicas: two} | /replicas", "{models: {source: claim}} | /models/claim/name",
                    "{models: {source: copy}} | /models/image/reference",
                    "{models: {source: copy, image: {reference: a, path: /}}} | /models/image/path",
                    "{models: {source: copy, image: {reference: a, path: \"\"}}} | /models/image/path",
                    "{models: {source: copy, image: {reference: a, path: ./}}} | /models/image/path",
                    "{models: {source: copy, image: {reference: a, path: /multigate-models/a}}} | /models/image/path",
                    "{models: {source: copy, image: {reference: a, path: a/..}}} | /models/image/path",
                    "{models: {source: image, image: {reference: a, path: ../a}}} | /models/image/path",
                    "{models: {source: claim, claim: {name: a, subPath: a/../b}}} | /models/claim/subPath",
                    "{models: {source: image}} | /models/image/reference", "{models: {source: pvc}} | /models/source",
                    "{shutdown: {delaySeconds: 0}} | /shutdown/delaySeconds",
                    "{ingress: {path: ranking}} | /ingress/path",
                    "{service: {port: 70000}} | /service/port", "{image: {digest: abc}} | /image/digest",
                    "{temporarySizeLimit: 256m} | /temporarySizeLimit", "{runAsUser: 0} | /runAsUser",
                    "{models: {copy: {sizeLimit: 1m}}} | /models/copy/sizeLimit",
                    "{resources: {limits: {memory: 1536m}}} | /resources/limits/memory",
                    "{resources: {requests: {cpu: 1Gi}}} | /resources/requests/cpu",
                    "{models: {copy: {resources: {limits: {memory: 1.5}}}}} | /models/copy/resources/limits/memory",
                    "{resources: {claims: [{name: gpu}]}} | /resources",
                    "{podDisruptionBudget: {maxUnavailable: 150%}} | /podDisruptionBudget/maxUnavailable",
                    "{autoscaling: {requestsPerSecond: {target: \"0\"}}} | /autoscaling/requestsPerSecond/target",
                    "{autoscaling: {p99: {target: 0m}}} | /autoscaling/p99/target",
                    "{autoscaling: {p99: {target: \"0.00\"}}} | /autoscaling/p99/target",
                    "{podAnnotations: {a: true}} | /podAnnotations/a",
                    "{topologySpread: {keys: []}} | /topologySpread/keys",
                    "{topologySpread: {keys: [a, a]}} | /topologySpread/keys",
                    "{podSecurityContext: {runAsNonRoot: false}} | /podSecurityContext",
                    "{podSecurityContext: {fsGroup: 0}} | /podSecurityContext/fsGroup",
                    "{podSecurityContext: {supplementalGroups: [0]}} | /podSecurityContext/supplementalGroups/0",
                    "{trustStore: {existingSecret: a, key: a/b}} | /trustStore/key",
                    "{prometheusRule: {latencySeconds: 0}} | /prometheusRule/latencySeconds",
                    "{prometheusRule: {latencySeconds: 1}} | /prometheusRule/latencySeconds",
                    "{autoscaling: {p99: {target: 50ms}}} | /autoscaling/p99/target"})
    void aValueThatCannotBeMeantIsRejectedWithItsPlace(String values, String place) {
        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining("'" + place + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{resources: {limits: {memory: 2147483648, cpu: 1500m, example.com/gpu: 1}}}",
            "{resources: {requests: {memory: 1.5Gi, cpu: 0.5, ephemeral-storage: 1G}}}",
            "{podDisruptionBudget: {maxUnavailable: 100%}}", "{podDisruptionBudget: {maxUnavailable: 0}}",
            "{autoscaling: {enabled: true, p99: {target: \"0.05\"}, requestsPerSecond: {target: 100m}}}"})
    void aQuantityThatKubernetesTakesIsTaken(String values) {
        assertThat(Chart.render(values).all()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"server: {ssl: {bundle: web}}", "server: {ssl.key-store: a.p12}", "server.ssl.bundle: web",
            "server: {ssl: {enabled: true, bundle: web}}", "management: {server: {ssl: {bundle: web}}}",
            "server: {servlet: {context-path: /shop}}", "server.servlet.contextPath: /shop",
            "server: {servlet: {context_path: /shop}}", "management: {endpoints: {web: {base-path: /meters}}}",
            "management.server.base-path: /management", "spring: {mvc: {servlet: {path: /shop}}}",
            "management: {endpoints: {web: {path-mapping: {prometheus: meters}}}}", "server: {address: 127.0.0.1}",
            "'management.endpoints.web.pathMapping.[prometheus]': meters",
            "management: {server: {address: 127.0.0.1}}"})
    void aSettingThatWouldTurnTheProbesAwayIsRefused(String setting) {
        assertThatThrownBy(() -> Chart.render("config: {" + setting + "}")).hasMessageContaining("config sets ")
                .hasMessageContaining("but probes and Prometheus ask ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERVER_SSL_BUNDLE", "server.ssl.key-store", "MANAGEMENT_SERVER_SSL_ENABLED",
            "SERVER_SERVLET_CONTEXTPATH", "SERVER_SERVLET_CONTEXT_PATH", "SPRING_MVC_SERVLET_PATH",
            "MANAGEMENT_ENDPOINTS_WEB_BASEPATH", "MANAGEMENT_ENDPOINTS_WEB_PATHMAPPING_PROMETHEUS",
            "MANAGEMENT_SERVER_BASE_PATH", "MANAGEMENT_SERVER_ADDRESS", "SERVER_ADDRESS"})
    void aVariableThatWouldTurnTheProbesAwayIsRefused(String name) {
        assertThatThrownBy(() -> Chart.render("secrets: {" + name + ": a}"))
                .hasMessageContaining("secrets sets " + name + ", but probes and Prometheus ask ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server: {servlet: {session: {timeout: 1m}}}", "spring.ssl.bundle.jks.web.key.alias: web",
            "management: {endpoints: {web: {exposure: {include: [health, prometheus]}}}}", "server: {ssl: {}}",
            "spring.mvc.servlet.load-on-startup: 1", "server: {servlet: {context-parameters: {path: /shop}}}"})
    void otherSettingsOfTheServerAreTaken(String setting) {
        assertThat(Chart.render("config: {" + setting + "}").all()).isNotEmpty();
    }

    @Test
    void otherVariablesOfTheServerAreTaken() {
        assertThat(Chart.render(
                "secrets: {SERVER_TOMCAT_MAX_CONNECTIONS: '512', SPRING_SSL_BUNDLE_PEM_A_KEYSTORE_CERTIFICATE: a}")
                .all()).isNotEmpty();
    }

}
