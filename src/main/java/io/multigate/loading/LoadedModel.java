package io.multigate.loading;

import java.util.Optional;

import io.multigate.feature.FeatureEncoder;
import io.multigate.inference.ItemShelf;
import io.multigate.inference.Scorer;
import io.multigate.model.ModelId;
import io.multigate.model.ModelManifest;

/**
 * A model that passed every check and may serve. What else the bundle holds is left to the garbage collector: of the
 * weights the plan has its own copy, or those of the embeddings.
 *
 * @param manifest what the bundle says of itself
 * @param encoder turns requests into batches by the bundle's schema; shared by all calls
 * @param scorer the compiled plan; shared by all calls
 * @param items what the plan keeps of items, if it does; to be closed when the model is retired
 */
public record LoadedModel(ModelManifest manifest, FeatureEncoder encoder, Scorer scorer,
        Optional<ItemShelf> items) {

    public ModelId id() {
        return this.manifest.id();
    }

}
