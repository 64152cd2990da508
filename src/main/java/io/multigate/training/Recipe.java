package io.multigate.training;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.multigate.model.ModelSpec;
import io.multigate.network.TrainingOptions;

/**
 * How a model is made: what it reads, what it predicts, how it is built and how it is trained.
 *
 * @param name the model's
 * @param features in the order in which they enter the network
 * @param vocabularies of the tables of categorical features, by table
 * @param spec the architecture, with the tasks and the embedding widths
 * @param options how it is trained
 * @param validationShare the share of the training file, taken from its end, that early stopping is decided on and that
 * nothing is learnt from; 0 when training does not stop early
 * @param yaml the text that says all this, as it was when it was read
 */
public record Recipe(String name, List<FeatureRecipe> features,
        Map<String, FeatureRecipe.VocabularyRecipe> vocabularies, ModelSpec spec, TrainingOptions options,
        double validationShare, String yaml) {

    public Recipe {
        features = List.copyOf(features);
        vocabularies = Collections.unmodifiableMap(new LinkedHashMap<>(vocabularies));
    }

    /**
     * Reads a recipe.
     * @throws InvalidRecipeException if the file cannot be read, or says something that is not understood
     */
    public static Recipe read(Path file) {
        return RecipeReader.read(file);
    }

    /** This recipe with another seed. */
    public Recipe withSeed(long seed) {
        return new Recipe(this.name, this.features, this.vocabularies, this.spec, this.options.withSeed(seed),
                this.validationShare, this.yaml);
    }

    /** The columns that the training and validation files must have. */
    ExampleColumns columns() {
        Map<String, ValueKind> kinds = new LinkedHashMap<>();
        this.features.forEach((feature) -> kinds.put(feature.name(), feature.kind()));
        return new ExampleColumns(kinds, this.spec.tasks(), List.of());
    }

}
