package io.multigate.inference;

import io.multigate.feature.EncodedBatch;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureSchema;
import io.multigate.model.Weights;

/**
 * From encoded features to the output of everything that reads them: the embeddings, and one matrix of all first
 * layers. What the user's and the context's columns add to the sums is computed once a request, and every candidate's
 * sums start from it. Rows that each bring their own user add up in the same order, so they score as a request does, to
 * the last bit.
 */
final class FirstLayer {

    private final Kernel kernel;

    private final Lookup user;

    private final Lookup context;

    private final Lookup candidates;

    private final Lookup rows;

    private final Dense whole;

    private final Dense shared;

    private final Dense own;

    /**
     * Compiles the layer.
     * @param layer all first layers as one matrix, its inputs in the order of {@code columns}
     */
    FirstLayer(Kernel kernel, FeatureSchema schema, InputColumns columns, Weights weights, Dense layer) {
        FeatureEncoder encoder = new FeatureEncoder(schema);
        this.kernel = kernel;
        this.user = new Lookup(encoder.user().layout(), columns, weights);
        this.context = new Lookup(encoder.context().layout(), columns, weights);
        this.candidates = new Lookup(encoder.candidates(1).layout(), columns, weights);
        this.rows = new Lookup(encoder.rows(1).layout(), columns, weights);
        this.whole = layer;
        this.shared = layer.head(columns.shared());
        this.own = layer.tail(columns.shared());
    }

    int inputs() {
        return this.whole.inputs();
    }

    int units() {
        return this.whole.units();
    }

    /**
     * Starts a batch: for a request, adds up what its candidates share.
     * @throws IllegalArgumentException if the batch was encoded by another schema
     */
    Opened open(EncodedBatch batch) {
        if (this.user.fits(batch.user()) && this.context.fits(batch.context())
                && this.candidates.fits(batch.candidates())) {
            Rows input = Rows.of(1, inputs());
            this.user.write(batch.user(), 0, 1, input);
            this.context.write(batch.context(), 0, 1, input);
            Rows sums = Rows.of(1, units());
            this.kernel.dense(this.shared, this.shared.bias(), input, sums, 1);
            return new Opened(batch, this.candidates, this.own, this.shared.inputs(), sums.values());
        }
        if (this.rows.fits(batch.candidates())) {
            return new Opened(batch, this.rows, this.whole, 0, this.whole.bias());
        }
        throw new IllegalArgumentException("the batch was encoded by a schema that is not this plan's");
    }

    /**
     * A batch whose blocks of candidates may now be run.
     * @param batch what was opened
     * @param lookup reads its candidates
     * @param layer what is left to add for each candidate
     * @param column the first input of {@code layer}
     * @param start [units], where the sums of each candidate begin
     */
    record Opened(EncodedBatch batch, Lookup lookup, Dense layer, int column, float[] start) {}

    /** Runs the scratch's block of candidates, from their encoded features to {@link Scratch#first}. */
    void run(Opened opened, Scratch scratch) {
        opened.lookup.write(opened.batch.candidates(), scratch.start(), scratch.rows(), scratch.input());
        this.kernel.dense(opened.layer, opened.start, scratch.input().from(opened.column), scratch.first(),
                scratch.rows());
    }

}
