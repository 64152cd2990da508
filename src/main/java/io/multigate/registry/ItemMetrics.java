package io.multigate.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.multigate.inference.ItemShelf;
import io.multigate.model.ModelId;

/** The meters of what models keep of items. */
final class ItemMetrics implements ModelRegistry.Observer {

    private final MeterRegistry meters;

    private final Map<ModelId, List<Meter>> models = new HashMap<>();

    ItemMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void add(Snapshot next) {
        next.loaded().forEach((model) -> this.models.computeIfAbsent(model.id(), (_) -> register(model)));
    }

    @Override
    public void retire(Snapshot now) {
        Set<ModelId> present = now.loaded().map(ServingModel::id).collect(Collectors.toSet());
        this.models.entrySet().removeIf((model) -> {
            boolean retired = !present.contains(model.getKey());
            if (retired) {
                model.getValue().forEach(this.meters::remove);
            }
            return retired;
        });
    }

    /** A model that keeps nothing has the series too, at 0. */
    private List<Meter> register(ServingModel model) {
        Tags tags = Tags.of("model", model.id().name(), "version", Integer.toString(model.id().version()));
        return List.of(counter("hits", "Candidates whose item's part was kept", model, tags, ItemShelf::hits),
                counter("misses", "Candidates whose item's part was computed", model, tags, ItemShelf::misses),
                counter("evictions", "Kept parts that made room for others", model, tags, ItemShelf::evictions),
                Gauge.builder("multigate.item.cache.bytes", model, value(ItemShelf::bytes))
                        .tags(tags)
                        .baseUnit("bytes")
                        .description("Memory of the kept parts")
                        .register(this.meters));
    }

    private Meter counter(String name, String description, ServingModel model, Tags tags,
            ToDoubleFunction<ItemShelf> count) {
        return FunctionCounter.builder("multigate.item.cache." + name, model, value(count))
                .tags(tags)
                .description(description)
                .register(this.meters);
    }

    private static ToDoubleFunction<ServingModel> value(ToDoubleFunction<ItemShelf> count) {
        return (model) -> model.loaded().items().map(count::applyAsDouble).orElse(0.0);
    }

}
