package io.multigate.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.multigate.model.ModelId;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Which models serve: {@code multigate.models}.
 *
 * @param directory the folder of the bundles, {@code <name>/<version>} below it
 * @param defaultModel the model that {@code POST /v1/score} asks; unless given the only one of the directory, or
 * {@code shop-mmoe} where it is there
 * @param required models that must serve, besides the default one if there is one, before the service is ready
 * @param versions the version that serves, by model; without an entry the highest one that loads
 * @param keep versions of a model that are kept loaded: the one that serves, and the highest others
 */
public record ModelsProperties(@DefaultValue("models") Path directory, @Name("default") @Nullable String defaultModel,
        @DefaultValue List<String> required, @DefaultValue Map<String, Integer> versions,
        @DefaultValue("2") int keep) {

    private static final int MOST_KEPT = 100;

    public ModelsProperties {
        required = List.copyOf(required);
        versions = Map.copyOf(versions);
        if (defaultModel != null) {
            requireName("multigate.models.default is", defaultModel);
        }
        required.forEach((model) -> requireName("multigate.models.required holds", model));
        versions.forEach((model, version) -> {
            requireName("multigate.models.versions holds", model);
            if (version < 1) {
                throw new IllegalArgumentException("multigate.models.versions." + model + " is " + version
                        + "; it must be at least 1");
            }
        });
        if (keep < 1 || keep > MOST_KEPT) {
            throw new IllegalArgumentException("multigate.models.keep is " + keep + "; it must be 1 to " + MOST_KEPT);
        }
    }

    private static void requireName(String where, String model) {
        if (!ModelId.isName(model)) {
            throw new IllegalArgumentException(where + " '" + model
                    + "'; a model's name has 1 to 63 lower-case letters, digits and hyphens, first no hyphen");
        }
    }

}
