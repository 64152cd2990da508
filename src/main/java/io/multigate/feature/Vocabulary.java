package io.multigate.feature;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Turns a categorical value into a row of its embedding table. Rows 0 and 1 are set aside for no value in particular.
 */
public sealed interface Vocabulary {

    /** The id of a value that the vocabulary lacks. */
    int UNKNOWN = 0;

    /** The id of an absent value. */
    int MISSING = 1;

    /** The first id of a value. */
    int FIRST = 2;

    /** Rows of the embedding table, the two reserved ones included. */
    int size();

    /** The id of {@code value}, or {@link #UNKNOWN}. */
    int id(String value);

    /** The id of an integer, which is that of its decimal digits as a text. */
    default int id(Digits integer) {
        return id(integer.toString());
    }

    /** The values that were frequent enough in the training split, in the order of their ids. */
    final class Fitted implements Vocabulary {

        private final List<String> values;

        private final Map<String, Integer> ids;

        /**
         * A vocabulary of these values.
         * @param values distinct; the first gets id {@value Vocabulary#FIRST}
         */
        public Fitted(List<String> values) {
            this.values = List.copyOf(values);
            this.ids = HashMap.newHashMap(values.size());
            for (String value : this.values) {
                if (this.ids.put(value, FIRST + this.ids.size()) != null) {
                    throw new IllegalArgumentException("value '" + value + "' stands twice in a vocabulary");
                }
            }
        }

        /** The values in the order of their ids. */
        public List<String> values() {
            return this.values;
        }

        @Override
        public int size() {
            return FIRST + this.values.size();
        }

        @Override
        public int id(String value) {
            return this.ids.getOrDefault(value, UNKNOWN);
        }

    }

    /**
     * Every value falls into one of a fixed number of buckets by MurmurHash3 (x86, 32 bit, seed 0) of its UTF-8 bytes,
     * read as an unsigned number, modulo the number of buckets. Nothing is unknown to it.
     * @param buckets number of buckets, at least 1 and few enough for all ids to be integers
     */
    record Hashed(int buckets) implements Vocabulary {

        private static final int MOST = Integer.MAX_VALUE - FIRST;

        public Hashed {
            if (buckets < 1 || buckets > MOST) {
                throw new IllegalArgumentException("buckets is " + buckets + "; it must be from 1 to " + MOST);
            }
        }

        @Override
        public int size() {
            return FIRST + this.buckets;
        }

        @Override
        public int id(String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            return id(bytes, 0, bytes.length);
        }

        /** Most categories are integers, and most of what they would cost as strings is the string. */
        @Override
        public int id(Digits integer) {
            return id(integer.ascii(), integer.start(), integer.length());
        }

        private int id(byte[] bytes, int start, int length) {
            int hash = MurmurHash3.hash32x86(bytes, start, length, 0);
            return FIRST + Integer.remainderUnsigned(hash, this.buckets);
        }

    }

}
