package io.multigate.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;

import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

/**
 * Describes the problems that {@link MayFail} names, each with an example that {@link Problem} itself writes. Problems
 * of one status share a response, because an operation has but one for each status.
 */
final class ProblemResponses implements OperationCustomizer, OpenApiCustomizer {

    /** What an operation may answer; {@code NOT_FOUND} is where there is none. */
    private static final Set<ProblemType> TYPES = EnumSet.complementOf(EnumSet.of(ProblemType.NOT_FOUND));

    /** What every operation may answer that has a {@link MayFail}. */
    private static final Set<ProblemType> EVERYWHERE = EnumSet.of(ProblemType.UNAUTHORIZED, ProblemType.FORBIDDEN,
            ProblemType.FORBIDDEN_ORIGIN, ProblemType.METHOD_NOT_ALLOWED, ProblemType.NOT_ACCEPTABLE,
            ProblemType.INTERNAL_ERROR, ProblemType.ISSUER_UNREACHABLE);

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        MayFail failures = method.getMethodAnnotation(MayFail.class);
        if (failures != null) {
            Stream.concat(EVERYWHERE.stream(), Arrays.stream(failures.value()))
                    .map(ProblemType::status)
                    .forEach((status) -> operation.getResponses()
                            .addApiResponse(status.toString(), new ApiResponse().$ref(name(ofStatus(status)))));
        }
        return operation;
    }

    @Override
    public void customise(OpenAPI api) {
        Components components = api.getComponents();
        ModelConverters.getInstance(true)
                .readAllAsResolvedSchema(new AnnotatedType(Problem.class)).referencedSchemas
                .forEach(components::addSchemas);
        TYPES.stream().map((type) -> ofStatus(type.status())).distinct()
                .forEach((types) -> components.addResponses(name(types), response(types)));
    }

    private static List<ProblemType> ofStatus(int status) {
        return TYPES.stream().filter((type) -> type.status() == status).toList();
    }

    /** Such as {@code ModelNotServingOrOverloaded}. */
    private static String name(List<ProblemType> types) {
        return types.stream().map(ProblemResponses::camelCase).collect(Collectors.joining("Or"));
    }

    private static String camelCase(ProblemType type) {
        return Arrays.stream(type.name().split("_"))
                .map((word) -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static ApiResponse response(List<ProblemType> types) {
        List<ProblemExample> examples = types.stream().map(ProblemExample::of).toList();
        MediaType problem = new MediaType().schema(new Schema<>().$ref(Problem.class.getSimpleName()));
        ApiResponse response = new ApiResponse()
                .description(examples.stream().map(ProblemExample::when).collect(Collectors.joining(" Or: ")))
                .content(new Content().addMediaType(APPLICATION_PROBLEM_JSON_VALUE, problem))
                .addHeaderObject(RequestId.HEADER, new Header().$ref(OpenApiConfiguration.REQUEST_ID));
        for (int i = 0; i < types.size(); i++) {
            problem.addExamples(camelCase(types.get(i)), example(examples.get(i)));
            addHeader(response, types.get(i));
        }
        return response;
    }

    private static Example example(ProblemExample example) {
        try {
            return new Example().description(example.when())
                    .value(Json31.mapper().readTree(example.problem().toJson()));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void addHeader(ApiResponse response, ProblemType type) {
        if (type == ProblemType.OVERLOADED || type == ProblemType.ISSUER_UNREACHABLE) {
            response.addHeaderObject(HttpHeaders.RETRY_AFTER, new Header()
                    .description("Seconds to wait before the next try, when another may help.")
                    .schema(new IntegerSchema().format(null)));
        } else if (type == ProblemType.METHOD_NOT_ALLOWED) {
            response.addHeaderObject(HttpHeaders.ALLOW,
                    new Header().description("The methods that are allowed.").schema(new StringSchema()));
        } else if (type == ProblemType.UNAUTHORIZED || type == ProblemType.FORBIDDEN) {
            response.addHeaderObject(HttpHeaders.WWW_AUTHENTICATE,
                    new Header().description("What the call lacks, as RFC 6750 wants it told.")
                            .schema(new StringSchema()));
        }
    }

}
