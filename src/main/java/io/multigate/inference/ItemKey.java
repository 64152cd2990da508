package io.multigate.inference;

import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * An item by its encoded features, of one model version. A lookup needs no new key: one is filled again and again, and
 * copied only when it is kept. Keys are ordered, for whoever knows how their hashes come about can send many items with the
 * same: a table then searches those of one hash in order, not one by one.
 */
final class ItemKey implements Comparable<ItemKey> {

    private static final int FIRST_CAPACITY = 16;

    private @Nullable ItemShelf shelf;

    private int[] words;

    private int length;

    private int hash;

    ItemKey() {
        this(null, new int[FIRST_CAPACITY], 0, 0);
    }

    private ItemKey(@Nullable ItemShelf shelf, int[] words, int length, int hash) {
        this.shelf = shelf;
        this.words = words;
        this.length = length;
        this.hash = hash;
    }

    /** Begins anew, without any feature. */
    void start(ItemShelf of) {
        this.shelf = of;
        this.length = 0;
        this.hash = System.identityHashCode(of);
    }

    /** Adds a part of a feature: an id, a list's length, the bits of a number. */
    void add(int word) {
        if (this.length == this.words.length) {
            this.words = Arrays.copyOf(this.words, 2 * this.length);
        }
        this.words[this.length++] = word;
        this.hash = 31 * this.hash + word;
    }

    /** One that stays as it is. */
    ItemKey copy() {
        return new ItemKey(this.shelf, Arrays.copyOf(this.words, this.length), this.length, this.hash);
    }

    /** Whose item it is. */
    ItemShelf shelf() {
        return Objects.requireNonNull(this.shelf);
    }

    /** Words of the key. */
    int length() {
        return this.length;
    }

    @Override
    public int compareTo(ItemKey other) {
        int words = Arrays.compare(this.words, 0, this.length, other.words, 0, other.length);
        return (words != 0)
                ? words
                : Integer.compare(System.identityHashCode(this.shelf), System.identityHashCode(other.shelf));
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof ItemKey other && this.hash == other.hash && this.shelf == other.shelf
                && Arrays.equals(this.words, 0, this.length, other.words, 0, other.length);
    }

    @Override
    public int hashCode() {
        return this.hash;
    }

}
