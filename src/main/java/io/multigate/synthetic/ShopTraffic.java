package io.multigate.synthetic;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Who comes to the synthetic shop when, and what is shown to them. The exposure is biased as in a real log: half of the
 * impressions are popular items of any category, half are of categories that the user likes, so that the rows that are
 * clicked differ from all rows, and those of a user from those of another.
 */
final class ShopTraffic {

    private static final int LONGEST_SESSION = 8;

    /** Visits by hour of the day. */
    private static final double[] HOURS = {3, 2, 1, 1, 1, 1, 2, 3, 4, 5, 6, 6, 7, 6, 5, 5, 5, 6, 7, 9, 11, 11, 9, 6};

    private static final double[] SLOTS = {5, 3, 3, 1, 1};

    private final ShopWorld world;

    private final SplittableRandom random;

    private final WeightedChoice users;

    private final WeightedChoice hours = new WeightedChoice(HOURS);

    private final WeightedChoice slots = new WeightedChoice(SLOTS);

    private final WeightedChoice popularity = WeightedChoice.zipf(ShopWorld.ITEMS, 0.9);

    /** The items of a category by popularity: [category]. */
    private final int[][] shelves;

    /** The choice on each shelf. */
    private final WeightedChoice[] shelfPopularity;

    /** The categories that a user likes: [user]. */
    private final WeightedChoice[] likings;

    ShopTraffic(ShopWorld world, long seed) {
        this.world = world;
        // Apart from the stream that made the world, should both seeds be equal.
        this.random = new SplittableRandom(~seed);
        this.users = new WeightedChoice(world.users().stream().mapToDouble(ShopWorld.User::activity).toArray());
        this.shelves = new int[ShopEffects.CATEGORIES.size()][];
        this.shelfPopularity = new WeightedChoice[this.shelves.length];
        for (int category = 0; category < this.shelves.length; category++) {
            int shelf = category;
            this.shelves[category] = IntStream.range(0, ShopWorld.ITEMS)
                    .filter((item) -> world.items().get(item).category() == shelf)
                    .toArray();
            this.shelfPopularity[category] = new WeightedChoice(
                    Arrays.stream(this.shelves[category]).mapToDouble((item) -> Math.pow(item + 1, -0.9)).toArray());
        }
        this.likings = world.users()
                .stream()
                .map((user) -> new WeightedChoice(Arrays.stream(user.affinity()).map(Math::exp).toArray()))
                .toArray(WeightedChoice[]::new);
    }

    /** The next impression. */
    Impression next() {
        int user = this.users.next(this.random);
        int[] recent = new int[this.random.nextInt(LONGEST_SESSION + 1)];
        Arrays.setAll(recent, (position) -> this.likings[user].next(this.random));
        return new Impression(this.world.users().get(user), recent, this.hours.next(this.random),
                this.slots.next(this.random), this.world.items().get(item(user)));
    }

    /** Whether an event of this probability happens. */
    boolean happens(double probability) {
        return this.random.nextDouble() < probability;
    }

    private int item(int user) {
        if (this.random.nextBoolean()) {
            return this.popularity.next(this.random);
        }
        int category = this.likings[user].next(this.random);
        return this.shelves[category][this.shelfPopularity[category].next(this.random)];
    }

}
