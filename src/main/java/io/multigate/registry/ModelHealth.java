package io.multigate.registry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while the default model, if there is one, and every required one serve; a failed version behind a serving one changes
 * nothing.
 */
final class ModelHealth implements HealthIndicator {

    private final ModelRegistry registry;

    private final List<String> required;

    ModelHealth(ModelRegistry registry, List<String> required) {
        this.registry = registry;
        this.required = required;
    }

    @Override
    public Health health() {
        Snapshot snapshot = this.registry.snapshot();
        Set<String> names = new LinkedHashSet<>(this.required);
        if (snapshot.defaultModel() != null) {
            names.add(snapshot.defaultModel());
        }
        boolean up = true;
        Health.Builder health = new Health.Builder();
        for (String name : names) {
            Optional<ServingModel> serving = Optional.ofNullable(snapshot.models().get(name))
                    .flatMap(RegisteredModel::serving);
            health.withDetail(name, serving.map((model) -> "serves version " + model.id().version())
                    .orElse("does not serve"));
            up &= serving.isPresent();
        }
        return (up ? health.up() : health.outOfService()).build();
    }

}
