package io.multigate.loading;

import java.util.Optional;

import io.multigate.bundle.ModelBundle;
import io.multigate.feature.FeatureEncoder;
import io.multigate.inference.ItemShelf;
import io.multigate.inference.Scorer;
import io.multigate.model.ModelId;

/**
 * A model that passed every check and may serve.
 *
 * @param bundle what was loaded
 * @param encoder turns requests into batches by the bundle's schema; shared by all calls
 * @param scorer the compiled plan; shared by all calls
 * @param items what the plan keeps of items, if it does; to be closed when the model is retired
 */
public record LoadedModel(ModelBundle bundle, FeatureEncoder encoder, Scorer scorer, Optional<ItemShelf> items) {

    public ModelId id() {
        return this.bundle.manifest().id();
    }

}
