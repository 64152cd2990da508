package io.multigate.registry;

import java.util.Optional;

import io.multigate.feature.FeatureEncoder;
import io.multigate.inference.Scorer;
import io.multigate.loading.LoadedModel;
import io.multigate.model.Funnel;
import io.multigate.model.ModelId;
import io.multigate.model.ModelManifest;

/**
 * A model version that answers calls, with what each of them needs to know.
 *
 * @param loaded what passed every check
 * @param funnel its click and conversion heads, if it has them
 */
public record ServingModel(LoadedModel loaded, Optional<Funnel> funnel) {

    public ServingModel(LoadedModel loaded) {
        this(loaded, Funnel.of(loaded.manifest().spec().tasks()));
    }

    public ModelId id() {
        return this.loaded.id();
    }

    public ModelManifest manifest() {
        return this.loaded.manifest();
    }

    public FeatureEncoder encoder() {
        return this.loaded.encoder();
    }

    public Scorer scorer() {
        return this.loaded.scorer();
    }

}
