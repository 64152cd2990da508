package io.multigate.synthetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * The part of the synthetic shop that its draws share: who the users are, what the items are, and what makes a user
 * click and buy. A world is fixed by its seed.
 *
 * <p>The click's log-odds are the sum of main effects (slot, daypart, category, brand, item, user, age) and of effects
 * of pairs, which no additive model of the single features can hold: the user's affinity to the category (that of the
 * segment and a personal one), a category seen in the session, the segment's feeling for prices, the daypart's
 * categories. The conversion's log-odds share the click's interest, and add effects of their own.
 */
final class ShopWorld {

    static final int USERS = 3_000;

    static final int ITEMS = 2_000;

    static final int BRANDS = 60;

    static final double CLICK_RATE = 0.04;

    /** Conversions by clicks. */
    static final double CONVERSION_RATE = 0.06;

    /** Impressions on which the rates are set. */
    private static final int CALIBRATION_ROWS = 50_000;

    /**
     * A user.
     * @param id as written
     * @param age in years, or null when not known
     * @param segment index in {@link ShopEffects#SEGMENTS}
     * @param activity how often the user comes, relative to others
     * @param clickBias log-odds of this user alone
     * @param conversionBias log-odds of this user alone
     * @param affinity log-odds of the user's liking by category
     * @param views how often the user viewed each category before the log begins
     */
    record User(String id, @Nullable Integer age, int segment, double activity, double clickBias,
            double conversionBias, double[] affinity, int[] views) {}

    /**
     * An item.
     * @param id as written; the lower its number, the more popular
     * @param category index in {@link ShopEffects#CATEGORIES}
     * @param brand index, or -1 when not known
     * @param price in euros
     * @param logPrice logarithm of the price over the category's median
     * @param clickBias log-odds of this item and its brand
     * @param conversionBias log-odds of this item and its brand
     */
    record Item(String id, int category, int brand, double price, double logPrice, double clickBias,
            double conversionBias) {}

    private final ShopEffects effects;

    private final List<User> users;

    private final List<Item> items;

    private double clickIntercept;

    private double conversionIntercept;

    ShopWorld(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        this.effects = new ShopEffects(random);
        this.users = users(random);
        this.items = items(random);
        calibrate(new ShopTraffic(this, random.nextLong()));
    }

    List<User> users() {
        return this.users;
    }

    List<Item> items() {
        return this.items;
    }

    /** P(click | impression). */
    double clickProbability(Impression impression) {
        return sigmoid(this.clickIntercept + this.effects.clickLogit(impression));
    }

    /** P(conversion | click, impression). */
    double conversionProbability(Impression impression) {
        return sigmoid(this.conversionIntercept + this.effects.conversionLogit(impression));
    }

    private List<User> users(RandomGenerator random) {
        List<User> all = new ArrayList<>(USERS);
        for (int i = 0; i < USERS; i++) {
            int segment = random.nextInt(ShopEffects.SEGMENTS.size());
            int age = Math.clamp(Math.round(ShopEffects.meanAge(segment) + 7 * random.nextGaussian()), 18, 80);
            double activity = Math.exp(0.8 * random.nextGaussian());
            double[] affinity = this.effects.affinity(segment, random);
            int[] views = new int[affinity.length];
            Arrays.setAll(views, (category) -> poisson(0.8 * activity * Math.exp(1.2 * affinity[category]), random));
            all.add(new User("u" + (i + 1), (random.nextInt(100) < 3) ? null : age, segment, activity,
                    0.2 * random.nextGaussian(), 0.2 * random.nextGaussian(), affinity, views));
        }
        return List.copyOf(all);
    }

    private List<Item> items(RandomGenerator random) {
        double[] brandClicks = random.doubles(BRANDS).map((any) -> 0.2 * random.nextGaussian()).toArray();
        double[] brandConversions = random.doubles(BRANDS).map((any) -> 0.25 * random.nextGaussian()).toArray();
        WeightedChoice brands = WeightedChoice.zipf(BRANDS, 0.7);
        List<Item> all = new ArrayList<>(ITEMS);
        for (int i = 0; i < ITEMS; i++) {
            int category = random.nextInt(ShopEffects.CATEGORIES.size());
            int brand = brands.next(random);
            double logPrice = 0.5 * random.nextGaussian();
            double price = Math.round(100 * this.effects.medianPrice(category) * Math.exp(logPrice)) / 100.0;
            double clickBias = brandClicks[brand] + 0.3 * random.nextGaussian();
            double conversionBias = brandConversions[brand] + 0.2 * random.nextGaussian();
            all.add(new Item("i" + (i + 1), category, (random.nextInt(100) < 2) ? -1 : brand, price, logPrice,
                    clickBias, conversionBias));
        }
        return List.copyOf(all);
    }

    /** Sets the intercepts so that the shop's own traffic clicks and converts at the rates wanted. */
    private void calibrate(ShopTraffic traffic) {
        List<Impression> sample = new ArrayList<>(CALIBRATION_ROWS);
        for (int i = 0; i < CALIBRATION_ROWS; i++) {
            sample.add(traffic.next());
        }
        double[] every = new double[CALIBRATION_ROWS];
        Arrays.fill(every, 1);
        this.clickIntercept = intercept(sample, this.effects::clickLogit, every, CLICK_RATE);
        double[] clicks = sample.stream().mapToDouble(this::clickProbability).toArray();
        this.conversionIntercept = intercept(sample, this.effects::conversionLogit, clicks, CONVERSION_RATE);
    }

    /** By bisection, the intercept with which the weighted mean probability is {@code rate}. */
    private static double intercept(List<Impression> sample, ToDoubleFunction<Impression> logit, double[] weights,
            double rate) {
        double[] logits = sample.stream().mapToDouble(logit).toArray();
        double total = Arrays.stream(weights).sum();
        double low = -20;
        double high = 20;
        for (int step = 0; step < 40; step++) {
            double middle = (low + high) / 2;
            double sum = 0;
            for (int i = 0; i < logits.length; i++) {
                sum += weights[i] * sigmoid(middle + logits[i]);
            }
            if (sum / total < rate) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /** Knuth's method, which is quick for the small means here; the mean is cut off at 60. */
    private static int poisson(double mean, RandomGenerator random) {
        double limit = Math.exp(-Math.min(mean, 60));
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

}
