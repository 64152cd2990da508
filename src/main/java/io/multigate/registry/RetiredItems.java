package io.multigate.registry;

import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.multigate.inference.ItemShelf;

/** Ends what models kept of items once they are retired. */
final class RetiredItems implements ModelRegistry.Observer {

    private Set<ItemShelf> loaded = Set.of();

    @Override
    public void add(Snapshot next) {
        // Nothing has an end before something else answers.
    }

    @Override
    public void retire(Snapshot now) {
        Set<ItemShelf> nowLoaded = shelves(now.loaded());
        this.loaded.stream().filter(Predicate.not(nowLoaded::contains)).forEach(ItemShelf::close);
        this.loaded = nowLoaded;
    }

    private static Set<ItemShelf> shelves(Stream<ServingModel> models) {
        return models.flatMap((model) -> model.loaded().items().stream()).collect(Collectors.toSet());
    }

}
