package io.multigate.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** [items], the popularity of an item and of all before it. */
    private final double[] shares;

    /**
     * The traffic of a shop.
     * @param items size of its catalogue
     * @param seed equal seeds make equal traffic
     */
    Traffic(int items, long seed) {
        this.random = new SplittableRandom(seed);
        this.catalogue = IntStream.range(0, items).mapToObj((id) -> new Item(id, values())).toList();
        this.shares = new double[items];
        double sum = 0;
        for (int rank = 0; rank < items; rank++) {
            sum += 1.0 / (rank + FLATTENED);
            this.shares[rank] = sum;
        }
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
        byte[] body() {
            return json().getBytes(StandardCharsets.UTF_8);
        }

        /** The same as text. */
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

    /** One item after another, in proportion to their popularity; one that was drawn before is drawn anew. */
    private List<Item> draw(int count) {
        if (count > this.catalogue.size()) {
            throw new IllegalArgumentException(
                    count + " distinct candidates of " + this.catalogue.size() + " items");
        }
        Set<Integer> ranks = new LinkedHashSet<>();
        while (ranks.size() < count) {
            ranks.add(rank(this.random.nextDouble(this.shares[this.shares.length - 1])));
        }
        return ranks.stream().map(this.catalogue::get).toList();
    }

    private int rank(double share) {
        int found = Arrays.binarySearch(this.shares, share);
        return (found >= 0) ? found + 1 : -found - 1;
    }

}
