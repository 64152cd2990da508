package io.multigate.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Which models serve: {@code multigate.models}.
 *
 * @param directory the folder of the bundles, {@code <name>/<version>} below it
 * @param defaultModel {@code default}: the model that {@code POST /v1/score} asks; a directory with one model needs no
 * setting
 * @param required models that must serve, besides the default one, before the service is ready
 * @param versions the version that serves, by model; without an entry the highest one that loads
 */
public record ModelsProperties(@DefaultValue("models") Path directory, @Name("default") @Nullable String defaultModel,
        @DefaultValue List<String> required, @DefaultValue Map<String, Integer> versions) {

    public ModelsProperties {
        required = List.copyOf(required);
        versions = Map.copyOf(versions);
        versions.forEach((model, version) -> {
            if (version < 1) {
                throw new IllegalArgumentException("multigate.models.versions." + model + " is " + version
                        + "; it must be at least 1");
            }
        });
    }

}
