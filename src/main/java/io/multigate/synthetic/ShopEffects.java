package io.multigate.synthetic;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** What makes the synthetic shop's users click and buy, as log-odds, and the names of its categories. */
final class ShopEffects {

    static final List<String> CATEGORIES = List.of("shoes", "bags", "dresses", "shirts", "trousers", "coats",
            "jewellery", "watches", "cosmetics", "perfume", "phones", "laptops", "cameras", "audio", "games", "toys",
            "books", "kitchen", "furniture", "garden", "tools", "sports", "bicycles", "groceries");

    static final List<String> SEGMENTS = List.of("student", "single", "couple", "young-family", "family",
            "professional", "senior", "collector");

    static final List<String> SLOTS = List.of("home", "search", "category", "basket", "email");

    private static final double[] MEAN_AGES = {22, 29, 33, 35, 44, 41, 66, 50};

    private static final double[] SLOT_CLICKS = {0, 0.7, 0.3, 0.1, -0.5};

    private static final double[] SLOT_CONVERSIONS = {-0.2, 0.3, 0, 0.7, -0.3};

    private static final int TASTES = 4;

    /** The tastes of a category, which a user's personal tastes are multiplied by: [category][taste]. */
    private final double[][] categoryTastes;

    /** [segment][category] */
    private final double[][] segmentAffinity;

    /** [daypart][category] */
    private final double[][] daypartAffinity;

    /** [category] */
    private final double[] categoryClicks;

    /** [category] */
    private final double[] categoryConversions;

    /** How much a segment minds a high price: [segment]. */
    private final double[] priceAversion;

    /** [segment] */
    private final double[] segmentConversions;

    /** Euros by category. */
    private final double[] medianPrices;

    ShopEffects(RandomGenerator random) {
        int categories = CATEGORIES.size();
        this.categoryTastes = normal(categories, TASTES, 1 / Math.sqrt(TASTES), random);
        this.segmentAffinity = normal(SEGMENTS.size(), categories, 0.65, random);
        this.daypartAffinity = normal(4, categories, 0.3, random);
        this.categoryClicks = normal(1, categories, 0.25, random)[0];
        this.categoryConversions = normal(1, categories, 0.3, random)[0];
        this.priceAversion = normal(1, SEGMENTS.size(), 0.6, random)[0];
        this.segmentConversions = normal(1, SEGMENTS.size(), 0.3, random)[0];
        this.medianPrices = normal(1, categories, 0.9, random)[0];
        Arrays.setAll(this.medianPrices, (category) -> 40 * Math.exp(this.medianPrices[category]));
    }

    static double meanAge(int segment) {
        return MEAN_AGES[segment];
    }

    double medianPrice(int category) {
        return this.medianPrices[category];
    }

    /** A new user's affinity to every category: that of the segment and a personal one. */
    double[] affinity(int segment, RandomGenerator random) {
        double[] tastes = normal(1, TASTES, 0.35, random)[0];
        double[] affinity = this.segmentAffinity[segment].clone();
        for (int category = 0; category < affinity.length; category++) {
            for (int taste = 0; taste < TASTES; taste++) {
                affinity[category] += tastes[taste] * this.categoryTastes[category][taste];
            }
        }
        return affinity;
    }

    /** The log-odds of a click, but for the intercept. */
    double clickLogit(Impression impression) {
        ShopWorld.User user = impression.user();
        ShopWorld.Item item = impression.item();
        return SLOT_CLICKS[impression.slot()] + this.categoryClicks[item.category()] + item.clickBias()
                + user.clickBias() + interest(impression);
    }

    /** The log-odds of a conversion after the click, but for the intercept. */
    double conversionLogit(Impression impression) {
        ShopWorld.User user = impression.user();
        ShopWorld.Item item = impression.item();
        return SLOT_CONVERSIONS[impression.slot()] + this.categoryConversions[item.category()] + item.conversionBias()
                + user.conversionBias() + this.segmentConversions[user.segment()] - 0.4 * item.logPrice()
                + 0.6 * interest(impression);
    }

    /** What a click and a conversion have in common: effects of pairs of features. */
    private double interest(Impression impression) {
        ShopWorld.User user = impression.user();
        ShopWorld.Item item = impression.item();
        long seen = Arrays.stream(impression.recent()).filter((category) -> category == item.category()).count();
        return user.affinity()[item.category()] + 0.45 * Math.min(seen, 2)
                - this.priceAversion[user.segment()] * item.logPrice()
                + this.daypartAffinity[impression.hour() / 6][item.category()];
    }

    private static double[][] normal(int rows, int columns, double deviation, RandomGenerator random) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            Arrays.setAll(row, (column) -> deviation * random.nextGaussian());
        }
        return values;
    }

}
