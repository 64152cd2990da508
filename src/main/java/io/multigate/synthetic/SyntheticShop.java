package io.multigate.synthetic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * A simulated shop that logs impressions with what came of them, and with the true probabilities behind. The world (the
 * users, the items and what moves them) is fixed by one seed, the draws by another; equal seeds give equal rows.
 */
public final class SyntheticShop {

    /** The columns of the log, in order. */
    static final List<String> COLUMNS = List.of("user_id", "age", "segment", "recent_categories", "hour", "slot",
            "item_id", "category", "brand", "price", "user_category_views", "click", "conversion", "true_pctr",
            "true_pcvr");

    private final ShopWorld world;

    private final ShopTraffic traffic;

    /**
     * A shop.
     * @param world fixes the users, the items and the effects
     * @param seed fixes the draws
     */
    public SyntheticShop(long world, long seed) {
        this.world = new ShopWorld(world);
        this.traffic = new ShopTraffic(this.world, seed);
    }

    /**
     * Writes the next impressions as CSV, gzipped if the file's name ends in {@code .gz}. Rows are written as they are
     * drawn; memory does not grow with them.
     * @param file written over
     * @param rows how many
     * @param progress told the rows written so far, every thousand and at the end
     * @throws IOException if the file cannot be written
     */
    public void write(Path file, long rows, LongConsumer progress) throws IOException {
        GeneratedFile.write(file, COLUMNS, this::next, rows, progress);
    }

    private String[] next() {
        Impression impression = this.traffic.next();
        double pCtr = this.world.clickProbability(impression);
        double pCvr = this.world.conversionProbability(impression);
        boolean click = this.traffic.happens(pCtr);
        boolean conversion = this.traffic.happens(pCvr) && click;
        ShopWorld.User user = impression.user();
        ShopWorld.Item item = impression.item();
        return new String[]{user.id(), (user.age() == null) ? "" : user.age().toString(),
                ShopEffects.SEGMENTS.get(user.segment()),
                Arrays.stream(impression.recent())
                        .mapToObj(ShopEffects.CATEGORIES::get)
                        .collect(Collectors.joining("|")),
                Integer.toString(impression.hour()), ShopEffects.SLOTS.get(impression.slot()), item.id(),
                ShopEffects.CATEGORIES.get(item.category()), (item.brand() < 0) ? "" : "b" + (item.brand() + 1),
                Double.toString(item.price()), Integer.toString(user.views()[item.category()]), click ? "1" : "0",
                conversion ? "1" : "0", Float.toString((float) pCtr), Float.toString((float) pCvr)};
    }

}
