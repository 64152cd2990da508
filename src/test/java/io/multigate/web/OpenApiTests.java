package io.multigate.web;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import io.multigate.RunningService;
import io.multigate.web.ApiDescription.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springdoc.core.service.OpenAPIService;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The description of the API is whole, and it is what the service does with the models that it comes with. */
class OpenApiTests {

    private static final Path CHECKED_IN = Path.of("src", "docs", "openapi.json");

    private static RunningService service;

    private static ApiDescription api;

    @BeforeAll
    static void start() {
        service = RunningService.start(Path.of("models"), "--multigate.load.oracle=false");
        api = ApiDescription.of(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theCheckedInDescriptionIsThatOfTheRunningService() throws IOException {
        String running = service.get("/v3/api-docs").body() + "\n";
        Path fresh = Files.writeString(Path.of("target", "openapi.json"), running);
        List<String> differences = new ArrayList<>(running.lines().toList());
        Files.readAllLines(CHECKED_IN).forEach(differences::remove);
        assertThat(Files.readString(CHECKED_IN).equals(running))
                .as("the API's description has changed; if that is meant: cp %s %s%n%s", fresh, CHECKED_IN,
                        String.join("\n", differences))
                .isTrue();
    }

    /** Springdoc keeps one for each language that it makes one in, without an end. */
    @Test
    void thereIsOneDescriptionWhateverLanguageItsReaderWants() {
        HttpResponse<String> response = service.send(HttpRequest.newBuilder(service.uri("/v3/api-docs"))
                .header("Accept-Language", "de"));
        assertThat(response.body()).isEqualTo(service.get("/v3/api-docs").body());
        OpenAPIService descriptions = service.context().getBean(OpenAPIService.class);
        assertThat(descriptions.getCachedOpenAPI(Locale.GERMAN)).isNull();
        assertThat(descriptions.getCachedOpenAPI(Locale.ENGLISH)).isNotNull();
    }

    @Test
    void everyEndpointIsDescribed() {
        assertThat(api.operations()).extracting(Operation::toString)
                .containsExactlyInAnyOrder("POST /v1/score", "POST /v1/models/{model}/score",
                        "POST /v1/models/{model}/versions/{version}/score", "GET /v1/models", "GET /v1/models/{model}",
                        "GET /v1/models/{model}/versions/{version}", "GET /livez", "GET /readyz",
                        "POST /v1/admin/reload", "POST /v1/admin/models/{model}/versions/{version}/pin",
                        "POST /v1/admin/models/{model}/unpin", "POST /v1/admin/models/{model}/rollback",
                        "POST /v1/admin/models/{model}/versions/{version}/unload");
    }

    @Test
    void everyOperationSaysWhatItDoesAndWhatItTakes() {
        Set<String> tags = new HashSet<>();
        api.document().get("tags").forEach((tag) -> tags.add(tag.get("name").asString()));
        Set<String> ids = new HashSet<>();
        for (Operation operation : api.operations()) {
            requireTexts(operation.toString(), operation.node(), "summary", "description", "operationId");
            assertThat(ids.add(operation.node().get("operationId").asString())).as(operation.toString()).isTrue();
            assertThat(operation.node().get("tags")).as(operation.toString())
                    .hasSize(1)
                    .allSatisfy((tag) -> assertThat(tags).contains(tag.asString()));
            operation.node()
                    .get("parameters")
                    .forEach((parameter) -> requireTexts(operation.toString(), api.resolve(parameter), "description"));
        }
    }

    @Test
    void everyAnswerHasAnExampleTheRequestIdAndAProblemWhereItIsAnError() {
        for (Operation operation : api.operations()) {
            operation.node().get("responses").propertyStream().forEach((entry) -> {
                String where = operation + " " + entry.getKey();
                JsonNode response = api.resolve(entry.getValue());
                requireTexts(where, response, "description");
                assertThat(response.path("headers").has("X-Request-Id")).as(where).isTrue();
                assertThat(response.get("content").propertyNames()).as(where)
                        .containsExactly(contentType(operation, entry.getKey()));
            });
            assertThat(api.responseExamples(operation)).as(operation.toString())
                    .hasSizeGreaterThanOrEqualTo(operation.node().get("responses").size());
        }
    }

    @Test
    void everySchemaAndPropertyIsDescribedAndNoneIsShapeless() {
        List<String> faults = new ArrayList<>();
        api.document().at("/components/schemas").propertyStream().forEach((schema) -> {
            if (!schema.getValue().has("description")) {
                faults.add(schema.getKey() + " has no description");
            }
            schema.getValue().path("properties").propertyStream().forEach((property) -> {
                String where = schema.getKey() + "." + property.getKey();
                if (!property.getValue().has("description")) {
                    faults.add(where + " has no description");
                }
            });
        });
        api.document().findParents("type").forEach((schema) -> {
            boolean shapeless = schema.get("type").isString() && schema.get("type").asString().equals("object")
                    && !schema.has("properties") && !schema.path("additionalProperties").isObject();
            if (shapeless) {
                faults.add("shapeless: " + schema);
            }
        });
        assertThat(faults).isEmpty();
    }

    @Test
    void everyComponentIsUsedAndEveryReferenceLeadsSomewhere() {
        Set<String> used = new TreeSet<>();
        api.document().findValues("$ref").forEach((reference) -> used.add(reference.asString()));
        api.document().get("security").forEach((way) -> way.propertyNames()
                .forEach((name) -> used.add("#/components/securitySchemes/" + name)));
        Set<String> defined = new TreeSet<>();
        api.document().get("components").propertyStream().forEach((kind) -> kind.getValue()
                .propertyNames()
                .forEach((name) -> defined.add("#/components/" + kind.getKey() + "/" + name)));
        assertThat(used).isEqualTo(defined);
    }

    @Test
    void everyExampleFitsItsSchema() {
        for (Operation operation : api.operations()) {
            api.requestExamples(operation)
                    .forEach((example) -> api.requireValid(example.where(), example.schema(), example.value()));
            api.responseExamples(operation)
                    .forEach((example) -> api.requireValid(example.where(), example.schema(), example.value()));
        }
    }

    @Test
    void everyRequestExampleIsAnsweredInTheShapeOfAnAnswersExample() {
        for (Operation operation : api.operations()) {
            if (operation.path().startsWith("/v1/admin")) {
                continue; // without bodies; what they answer depends on what there is to change
            }
            String path = operation.path().replace("{model}", "shop-mmoe").replace("{version}", "1");
            if (operation.method().equals("GET")) {
                requireLikeAnExample(operation, service.get(path));
            } else {
                List<ApiDescription.Example> examples = api.requestExamples(operation);
                assertThat(examples).as(operation.toString()).isNotEmpty();
                examples.forEach((example) -> requireLikeAnExample(operation,
                        service.post(path, example.value().toString())));
            }
        }
    }

    private static void requireLikeAnExample(Operation operation, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        api.requireDocumented(response);
        assertThat(api.responseExamples(operation).stream().map((example) -> shape(example.value())))
                .as("%s answers %s", operation, response.body())
                .contains(shape(RunningService.json(response)));
    }

    /** Every name and text with its place, and the places of numbers; nothing of what differs from call to call. */
    private static Set<String> shape(JsonNode node) {
        Set<String> shape = new TreeSet<>();
        addShape(shape, "", node);
        shape.removeIf((line) -> line.startsWith("/requestId") || line.endsWith("Z"));
        return shape;
    }

    private static void addShape(Set<String> shape, String place, JsonNode node) {
        node.propertyStream().forEach((field) -> addShape(shape, place + "/" + field.getKey(), field.getValue()));
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            addShape(shape, place + "/" + i, node.get(i));
        }
        if (node.isValueNode()) {
            shape.add(place + " " + (node.isNumber() ? "number" : node.asString()));
        }
    }

    /** The probes are answered by Spring Boot's health endpoint. */
    private static String contentType(Operation operation, String status) {
        if (operation.path().endsWith("z")) {
            return "application/vnd.spring-boot.actuator.v3+json";
        }
        return status.equals("200") ? "application/json" : "application/problem+json";
    }

    private static void requireTexts(String where, JsonNode node, String... names) {
        for (String name : names) {
            assertThat(node.path(name).asString("")).as("%s: %s", where, name).isNotBlank();
        }
    }

}
