package io.multigate.registry;

import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.multigate.inference.ItemShelf;

/**
 * Drops what models kept of items once they are asked for less. All versions share one cache, in which the parts that
 * were asked for often last: those of a version that no longer answers for its model would keep its successor's out.
 */
final class RetiredItems implements ModelRegistry.Observer {

    private Set<ItemShelf> loaded = Set.of();

    private Set<ItemShelf> answering = Set.of();

    @Override
    public void add(Snapshot next) {
        // Nothing is dropped before something else answers.
    }

    @Override
    public void retire(Snapshot now) {
        Set<ItemShelf> nowLoaded = shelves(now.loaded());
        Set<ItemShelf> nowAnswering = shelves(
                now.models().values().stream().flatMap((model) -> model.serving().stream()));
        this.loaded.stream().filter(Predicate.not(nowLoaded::contains)).forEach(ItemShelf::close);
        this.answering.stream().filter(Predicate.not(nowAnswering::contains)).forEach(ItemShelf::drop);
        this.loaded = nowLoaded;
        this.answering = nowAnswering;
    }

    private static Set<ItemShelf> shelves(Stream<ServingModel> models) {
        return models.flatMap((model) -> model.loaded().items().stream()).collect(Collectors.toSet());
    }

}
