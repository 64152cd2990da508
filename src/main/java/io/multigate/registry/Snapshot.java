package io.multigate.registry;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What the registry holds at one moment. A call takes the snapshot once, so that a model published meanwhile does not
 * change it halfway.
 *
 * @param models by name, in their order
 * @param defaultModel the name that stands for calls that name none, if any does
 */
public record Snapshot(SortedMap<String, RegisteredModel> models, @Nullable String defaultModel) {

    public Snapshot {
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
    }

    /** This snapshot with another state of one model; one without versions is left out. */
    Snapshot with(RegisteredModel model) {
        SortedMap<String, RegisteredModel> next = new TreeMap<>(this.models);
        if (model.versions().isEmpty()) {
            next.remove(model.name());
        } else {
            next.put(model.name(), model);
        }
        return new Snapshot(next, this.defaultModel);
    }

    /**
     * The model of this name.
     * @throws UnknownModelException if there is none
     */
    public RegisteredModel model(String name) {
        RegisteredModel model = this.models.get(name);
        if (model == null) {
            throw UnknownModelException.model(name, this.models.keySet());
        }
        return model;
    }

    /**
     * One version of a model.
     * @param version as it stands in a path
     * @throws UnknownModelException if there is no such model or version
     */
    public ModelVersion version(String name, String version) {
        RegisteredModel model = model(name);
        return model.versions()
                .stream()
                .filter((candidate) -> Integer.toString(candidate.id().version()).equals(version))
                .findFirst()
                .orElseThrow(() -> UnknownModelException.version(name, version, model.numbers()));
    }

    /**
     * What answers for calls that name no model.
     * @throws UnknownModelException if there is no such model
     * @throws ModelNotServingException if none of its versions may serve
     */
    public ServingModel serving() {
        if (this.defaultModel == null) {
            throw UnknownModelException.noDefault(this.models.keySet());
        }
        return serving(this.defaultModel);
    }

    /**
     * What answers for a model.
     * @throws UnknownModelException if there is no such model
     * @throws ModelNotServingException if none of its versions may serve
     */
    public ServingModel serving(String name) {
        RegisteredModel model = model(name);
        return model.serving().orElseThrow(() -> ModelNotServingException.of(model));
    }

    /**
     * What answers for one version of a model.
     * @throws UnknownModelException if there is no such model or version
     * @throws ModelNotServingException if the version may not serve
     */
    public ServingModel serving(String name, String version) {
        ModelVersion one = version(name, version);
        return one.model().orElseThrow(() -> ModelNotServingException.of(model(name), one));
    }

    /** Every version that answers calls. */
    public Stream<ServingModel> loaded() {
        return this.models.values()
                .stream()
                .flatMap((model) -> model.versions().stream())
                .flatMap((version) -> version.model().stream());
    }

}
