package io.multigate.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.multigate.feature.FeatureRequest;
import io.multigate.feature.FeatureRow;

/**
 * Requests for the reference models: a user and distinct candidates out of a catalogue whose items are asked for as
 * often as Zipf's law says, the item of rank r in proportion to 1 / (r + 10).
 */
final class Traffic {

    /** Categorical features of the user and of an item. */
    static final int FIELDS = 10;

    /** Different values that a feature has. */
    private static final int VALUES = 100_000;

    private static final int FLATTENED = 10;

    private final SplittableRandom random;

    private final List<Item> catalogue;

    /**
     * The traffic of a shop.
     * @param items size of its catalogue
     * @param seed equal seeds make equal traffic
     */
    Traffic(int items, long seed) {
        this.random = new SplittableRandom(seed);
        this.catalogue = IntStream.range(0, items).mapToObj((id) -> new Item(id, values())).toList();
    }

    /**
     * An item of the catalogue.
     * @param id its rank by popularity, from 0
     * @param values of its features {@code i0} to {@code i9}
     */
    record Item(int id, int[] values) {}

    /**
     * What one request asks.
     * @param user values of the features {@code u0} to {@code u9}
     * @param candidates distinct
     */
    record Request(int[] user, List<Item> candidates) {

        /** As the encoder takes it. */
        FeatureRequest features() {
            return new FeatureRequest(row("u", this.user), FeatureRow.EMPTY,
                    this.candidates.stream().map((item) -> row("i", item.values)).toList());
        }

        private static FeatureRow row(String prefix, int[] values) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < values.length; i++) {
                row.put(prefix + i, values[i]);
            }
            return new FeatureRow(row);
        }

        /** As it is posted. */
        String json() {
            StringBuilder json = new StringBuilder("{\"user\": ");
            object("u", this.user, json);
            json.append(", \"candidates\": [");
            for (int i = 0; i < this.candidates.size(); i++) {
                Item item = this.candidates.get(i);
                json.append((i == 0) ? "" : ", ").append("{\"id\": \"").append(item.id).append("\", \"features\": ");
                object("i", item.values, json);
                json.append('}');
            }
            return json.append("]}").toString();
        }

        private static void object(String prefix, int[] values, StringBuilder json) {
            for (int i = 0; i < values.length; i++) {
                json.append((i == 0) ? "{" : ", ").append('"').append(prefix).append(i).append("\": ")
                        .append(values[i]);
            }
            json.append('}');
        }

    }

    private int[] values() {
        return this.random.ints(FIELDS, 0, VALUES).toArray();
    }

    /**
     * Draws the next request.
     * @param candidates how many, at most the catalogue's size
     */
    Request next(int candidates) {
        int[] user = values();
        return new Request(user, draw(candidates));
    }

    /** The next requests, all of one size. */
    List<Request> take(int requests, int candidates) {
        List<Request> taken = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            taken.add(next(candidates));
        }
        return taken;
    }

    /** Each item waits an exponential time at the rate of its popularity; those that come first are drawn. */
    private List<Item> draw(int count) {
        double[] arrivals = new double[this.catalogue.size()];
        Arrays.setAll(arrivals, (rank) -> -Math.log(1 - this.random.nextDouble()) * (rank + FLATTENED));
        return IntStream.range(0, arrivals.length)
                .boxed()
                .sorted(Comparator.comparingDouble((rank) -> arrivals[rank]))
                .limit(count)
                .map(this.catalogue::get)
                .toList();
    }

}
