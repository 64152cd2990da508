package io.multigate.synthetic;

/**
 * One item shown to one user of the synthetic shop.
 *
 * @param user who sees it
 * @param recent the categories of the session so far, latest first
 * @param hour of the day, 0 to 23
 * @param slot index in {@link ShopEffects#SLOTS}
 * @param item what is shown
 */
record Impression(ShopWorld.User user, int[] recent, int hour, int slot, ShopWorld.Item item) {}
