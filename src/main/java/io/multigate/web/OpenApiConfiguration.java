package io.multigate.web;

import java.util.List;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import org.springdoc.core.customizers.OperationCustomizer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the API is described at {@code /v3/api-docs}: what the operations share. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    static final String SCORES = "Scores";

    static final String MODELS = "Models";

    static final String ADMIN = "Administration";

    static final String HEALTH = "Health";

    /** The name of the request's id among the description's components. */
    static final String REQUEST_ID = "RequestId";

    private static final String KEY = "key";

    private static final String BEARER = "bearer";

    private static final String OPEN = "Scoring takes none until a key of the role `score` or an issuer is configured;"
            + " administration is refused until one of the role `admin` or an issuer is.";

    private static final String ABOUT = """
            Scores the candidates of one user with a multi-task model: pCTR = P(click | impression), \
            pCVR = P(conversion | click, impression), pCTCVR = P(click and conversion | impression) = pCTR x pCVR.

            Every error is a problem (RFC 9457) with a stable `type`. Every answer repeats the request's id in the \
            header `X-Request-Id`. Meters, health in detail and build information stand on the management port: \
            `/actuator/prometheus`, `/actuator/health`, `/actuator/info`.""";

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info().title("multigate")
                        .version("1")
                        .description(ABOUT)
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(server()))
                .tags(List.of(new Tag().name(SCORES).description("Score candidates."),
                        new Tag().name(MODELS).description("What serves, what does not, and why."),
                        new Tag().name(ADMIN).description("Change which versions serve."),
                        new Tag().name(HEALTH).description("Probes of the process and of its models.")))
                .components(new Components()
                        .addHeaders(REQUEST_ID,
                                new Header().description("The request's id, as in the service's log.")
                                        .schema(new StringSchema()))
                        .addParameters(REQUEST_ID,
                                new HeaderParameter().name(RequestId.HEADER)
                                        .description("The caller's id of the request: 1 to 64 letters, digits, dots,"
                                                + " underscores and hyphens. Another one is replaced, like none.")
                                        .schema(new StringSchema().maxLength(64)))
                        .addSecuritySchemes(KEY,
                                new SecurityScheme().type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.HEADER)
                                        .name(KeyHeaders.API_KEY)
                                        .description("A key of `multigate.security.keys`. " + OPEN))
                        .addSecuritySchemes(BEARER,
                                new SecurityScheme().type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("The same key, or a JWT of the configured issuer whose scopes hold"
                                                + " `multigate.score` or, for administration, `multigate.admin`. "
                                                + OPEN)))
                .security(List.of(new SecurityRequirement().addList(KEY), new SecurityRequirement().addList(BEARER)));
    }

    /** Marked as internal: a ranking frontend stands between the service and the public. */
    private static Server server() {
        Server server = new Server().url("/").description("This service.");
        server.addExtension("x-internal", true);
        return server;
    }

    /** Every operation takes a request's id and repeats it. */
    @Bean
    OperationCustomizer requestIds() {
        return (operation, _) -> {
            operation.getResponses()
                    .values()
                    .stream()
                    .filter((response) -> response.get$ref() == null)
                    .forEach((response) -> response.addHeaderObject(RequestId.HEADER, new Header().$ref(REQUEST_ID)));
            return operation.addParametersItem(new Parameter().$ref(REQUEST_ID));
        };
    }

    @Bean
    CurrentServer.Customizer currentServer() {
        return new CurrentServer.Customizer();
    }

    @Bean
    RequestBounds requestBounds(LimitsProperties limits) {
        return new RequestBounds(limits);
    }

    @Bean
    RecordSchemas recordSchemas() {
        return new RecordSchemas();
    }

    @Bean
    ProblemResponses problemResponses() {
        return new ProblemResponses();
    }

    @Bean
    HealthPaths healthPaths() {
        return new HealthPaths();
    }

}
