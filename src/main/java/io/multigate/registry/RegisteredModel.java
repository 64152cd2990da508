package io.multigate.registry;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.multigate.model.ModelId;

/**
 * A model with all its versions.
 *
 * @param name its name
 * @param versions ascending, may be none once all are gone
 * @param pinned the version that configuration or an administrator wants to serve, if one is named
 */
public record RegisteredModel(String name, List<ModelVersion> versions, Optional<Integer> pinned) {

    public RegisteredModel {
        versions = versions.stream().sorted(Comparator.comparingInt((version) -> version.id().version())).toList();
    }

    /** The version that answers for the model: the pinned one, or else the highest that passed its checks. */
    public Optional<ServingModel> serving() {
        return this.versions.reversed()
                .stream()
                .filter((version) -> this.pinned.isEmpty() || this.pinned.get() == version.id().version())
                .flatMap((version) -> version.model().stream())
                .findFirst();
    }

    /** The versions that failed a check and would answer if they had not: the pinned one, or those above the one that does. */
    List<ModelVersion> failing() {
        int answering = serving().map((model) -> model.id().version()).orElse(0);
        return this.versions.stream()
                .filter((version) -> state(version) == ModelState.FAILED)
                .filter((version) -> this.pinned.map((pin) -> pin == version.number())
                        .orElse(version.number() > answering))
                .toList();
    }

    /** The pinned version, where it neither answers nor failed: it is not there or not whole, or its load broke off. */
    Optional<ModelId> missing() {
        return this.pinned.map((number) -> new ModelId(this.name, number))
                .filter((_) -> serving().isEmpty() && failing().isEmpty());
    }

    /** Whether the model answers. */
    public ModelState state() {
        return serving().isPresent() ? ModelState.SERVING : ModelState.FAILED;
    }

    /** What one of its versions does. */
    public ModelState state(ModelVersion version) {
        if (version.model().isEmpty()) {
            return version.failure().isPresent() ? ModelState.FAILED : ModelState.AVAILABLE;
        }
        return version.model().equals(serving()) ? ModelState.SERVING : ModelState.LOADED;
    }

    /** The numbers of the versions that answer calls. */
    public List<Integer> loaded() {
        return this.versions.stream().filter(ModelVersion::isLoaded).map(ModelVersion::number).toList();
    }

    /** The numbers of the versions. */
    public List<Integer> numbers() {
        return this.versions.stream().map((version) -> version.id().version()).toList();
    }

}
