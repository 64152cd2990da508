package io.multigate.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.servers.Server;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The service in its description, where the caller who reads it found it: behind a proxy that strips a path's prefix and
 * says so, at that prefix. The description itself is made once, for the first caller, in one language.
 */
final class CurrentServer extends Server {

    private CurrentServer(Server server) {
        description(server.getDescription()).variables(server.getVariables()).setExtensions(server.getExtensions());
    }

    @Override
    public @Nullable String getUrl() {
        return ServletUriComponentsBuilder.fromCurrentContextPath().path("/").build().getPath();
    }

    /** Puts it in the place of whatever server the description names. */
    static final class Customizer implements OpenApiCustomizer {

        @Override
        public void customise(OpenAPI api) {
            api.getServers().replaceAll(CurrentServer::new);
        }

    }

}
