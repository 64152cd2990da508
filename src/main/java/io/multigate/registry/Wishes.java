package io.multigate.registry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.multigate.model.ModelId;

/**
 * What operators want of the models, by configuration or since then.
 *
 * @param pins the version that is to answer for a model, by the model's name
 * @param withheld versions that are not to be loaded
 */
record Wishes(Map<String, Integer> pins, Set<ModelId> withheld) {

    Wishes {
        pins = Map.copyOf(pins);
        withheld = Set.copyOf(withheld);
    }

    Optional<Integer> pin(String model) {
        return Optional.ofNullable(this.pins.get(model));
    }

    /** Pins a version, which is withheld no longer. */
    Wishes pinned(ModelId id) {
        Map<String, Integer> next = new HashMap<>(this.pins);
        next.put(id.name(), id.version());
        Set<ModelId> rest = new HashSet<>(this.withheld);
        rest.remove(id);
        return new Wishes(next, rest);
    }

    Wishes unpinned(String model) {
        Map<String, Integer> next = new HashMap<>(this.pins);
        next.remove(model);
        return new Wishes(next, this.withheld);
    }

    /** Withholds a version, which is pinned no longer. */
    Wishes withheld(ModelId id) {
        Set<ModelId> next = new HashSet<>(this.withheld);
        next.add(id);
        Wishes wishes = new Wishes(this.pins, next);
        return pin(id.name()).filter((version) -> version == id.version()).isPresent()
                ? wishes.unpinned(id.name())
                : wishes;
    }

}
