package io.multigate.feature;

/**
 * What a model scores: one user, one context, and n candidates. When every row brings its own user, as in training,
 * all features stand in the candidates' block and the other two are empty.
 *
 * @param user one row of the user's features
 * @param context one row of the context's features
 * @param candidates n rows of the features that differ by candidate
 */
public record EncodedBatch(EncodedBlock user, EncodedBlock context, EncodedBlock candidates) {

    /** Number of candidates. */
    public int size() {
        return this.candidates.rows();
    }

    /** The block that holds the named feature. */
    public EncodedBlock block(String feature) {
        if (this.candidates.layout().indexOf(feature) >= 0) {
            return this.candidates;
        }
        return (this.user.layout().indexOf(feature) >= 0) ? this.user : this.context;
    }

}
