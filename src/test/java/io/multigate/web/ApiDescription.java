package io.multigate.web;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.multigate.RunningService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The OpenAPI document of a running service, to hold its examples and its answers to. */
final class ApiDescription {

    private static final JsonMapper JSON = new JsonMapper();

    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;

    ApiDescription(JsonNode document) {
        this.document = document;
    }

    static ApiDescription of(RunningService service) {
        return new ApiDescription(RunningService.json(service.get("/v3/api-docs")));
    }

    /**
     * One operation.
     * @param method in upper case
     * @param path the template
     * @param node what the document says of it
     */
    record Operation(String method, String path, JsonNode node) {

        @Override
        public String toString() {
            return this.method + " " + this.path;
        }

    }

    /** One example of a body, and the schema that stands beside it. */
    record Example(String where, JsonNode schema, JsonNode value) {}

    JsonNode document() {
        return this.document;
    }

    List<Operation> operations() {
        return this.document.get("paths")
                .propertyStream()
                .flatMap((path) -> path.getValue()
                        .propertyStream()
                        .map((method) -> new Operation(method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(), method.getValue())))
                .toList();
    }

    /** The examples of the request's body. */
    List<Example> requestExamples(Operation operation) {
        return examples(operation + " request", operation.node().path("requestBody").path("content"));
    }

    /** The examples of all answers. */
    List<Example> responseExamples(Operation operation) {
        return operation.node()
                .get("responses")
                .propertyStream()
                .flatMap((response) -> examples(operation + " " + response.getKey(),
                        resolve(response.getValue()).path("content")).stream())
                .toList();
    }

    private static List<Example> examples(String where, JsonNode content) {
        return content.valueStream()
                .flatMap((media) -> Stream
                        .concat(media.path("examples").valueStream().map((example) -> example.get("value")),
                                media.optional("example").stream())
                        .map((value) -> new Example(where, media.get("schema"), value)))
                .toList();
    }

    /** What a reference points at, or the node itself. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? this.document.at(node.get("$ref").asString().substring(1)) : node;
    }

    /** Requires that a value is what a schema of the document says. */
    void requireValid(String where, JsonNode schema, JsonNode value) {
        ObjectNode whole = JSON.createObjectNode().setAll(Map.of("components", this.document.get("components")));
        whole.setAll((ObjectNode) schema);
        List<Error> errors = this.schemas.getSchema(whole).validate(value);
        assertThat(errors).as("%s: %s", where, value).isEmpty();
    }

    /** Requires that an answer's path has the answer's status in the document, and that its body fits the schema. */
    void requireDocumented(HttpResponse<String> response) {
        requireDocumented(response.request().method(), response.uri().getRawPath(), response.statusCode(),
                response.headers().firstValue("Content-Type").orElse("none"), response.body());
    }

    /** Requires the same of an answer in its parts. */
    void requireDocumented(String method, String path, int status, String type, String body) {
        Operation operation = operation(method, path)
                .orElseThrow(() -> new AssertionError(path + " is not documented"));
        JsonNode documented = resolve(operation.node().path("responses").path(Integer.toString(status)));
        assertThat(documented.isMissingNode()).as("%s documents %s", operation, status).isFalse();
        JsonNode media = documented.path("content").path(type);
        assertThat(media.isMissingNode()).as("%s documents %s as %s", operation, status, type).isFalse();
        requireValid(operation + " " + status, media.get("schema"), JSON.readTree(body));
    }

    /** The operation of a method and path; of a method that the path lacks, any of the path. */
    Optional<Operation> operation(String method, String path) {
        List<Operation> ofPath = operations().stream()
                .filter((operation) -> Pattern.matches(operation.path().replaceAll("\\{[a-z]+}", "[^/]+"), path))
                .toList();
        return ofPath.stream()
                .filter((operation) -> operation.method().equals(method))
                .findFirst()
                .or(() -> ofPath.stream().findFirst());
    }

}
