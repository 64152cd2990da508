package io.multigate.inference;

import java.util.EnumSet;

import io.multigate.feature.EncodedBatch;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.FieldLayout;
import io.multigate.feature.Side;
import io.multigate.model.Weights;
import org.jspecify.annotations.Nullable;

/**
 * From encoded features to the output of everything that reads them: the embeddings, and one matrix of all first
 * layers. A unit's sum has three parts, always added in this order: what user and context add, computed once a request;
 * what the item adds, which may be kept from one request to the next; what depends on the pair. So neither the cache
 * nor a user of its own in each row changes a bit of any score.
 */
final class FirstLayer {

    private final Kernel kernel;

    private final Lookup user;

    private final Lookup context;

    private final Lookups candidates;

    private final Lookups rows;

    private final int units;

    private final int rectified;

    private final InputColumns columns;

    private final Affine sharedPart;

    private final Affine itemPart;

    private final Affine crossPart;

    private final @Nullable ItemShelf shelf;

    /**
     * Compiles the layer.
     * @param layer all first layers as one matrix, its inputs in the order of {@code columns}
     * @param shelf where items' parts are kept, if they are
     */
    FirstLayer(Kernel kernel, FeatureSchema schema, InputColumns columns, Weights weights, Dense layer,
            @Nullable ItemShelf shelf) {
        FeatureEncoder encoder = new FeatureEncoder(schema);
        this.kernel = kernel;
        this.user = new Lookup(encoder.user().layout(), EnumSet.allOf(Side.class), columns, weights);
        this.context = new Lookup(encoder.context().layout(), EnumSet.allOf(Side.class), columns, weights);
        this.candidates = Lookups.of(encoder.candidates(1).layout(), columns, weights);
        this.rows = Lookups.of(encoder.rows(1).layout(), columns, weights);
        this.units = layer.units();
        this.rectified = layer.rectified();
        this.columns = columns;
        int items = columns.shared() + columns.items();
        this.sharedPart = kernel.prepare(layer.head(columns.shared()));
        this.itemPart = kernel.prepare(layer.part(columns.shared(), items));
        this.crossPart = kernel.prepare(layer.part(items, layer.inputs()));
        this.shelf = shelf;
    }

    /** The lookups of a block with one row a candidate, by what the fields depend on. */
    private record Lookups(Lookup shared, Lookup items, Lookup cross) {

        static Lookups of(FieldLayout layout, InputColumns columns, Weights weights) {
            return new Lookups(new Lookup(layout, EnumSet.of(Side.USER, Side.CONTEXT), columns, weights),
                    new Lookup(layout, EnumSet.of(Side.ITEM), columns, weights),
                    new Lookup(layout, EnumSet.of(Side.CROSS), columns, weights));
        }

    }

    /**
     * A batch whose blocks of candidates may now be run.
     * @param batch what was opened
     * @param lookups of its candidates
     * @param user what all candidates share: one row of stride 0; null when each row brings its own user
     */
    record Opened(EncodedBatch batch, Lookups lookups, @Nullable Rows user) {}

    /**
     * Starts a batch: for a request, adds up what its candidates share.
     * @param scratch of the call; may not be given back before the last block has been run
     * @throws IllegalArgumentException if the batch was encoded by another schema
     */
    Opened open(EncodedBatch batch, Scratch scratch) {
        if (this.user.fits(batch.user()) && this.context.fits(batch.context())
                && this.candidates.items().fits(batch.candidates())) {
            this.user.write(batch.user(), 0, scratch.input(), 0);
            this.context.write(batch.context(), 0, scratch.input(), 0);
            this.sharedPart.run(scratch.input(), scratch.user(), 1);
            return new Opened(batch, this.candidates, scratch.user());
        }
        if (this.rows.items().fits(batch.candidates())) {
            return new Opened(batch, this.rows, null);
        }
        throw new IllegalArgumentException("the batch was encoded by a schema that is not this plan's");
    }

    /** Runs the scratch's block of candidates, from their encoded features to {@link Scratch#first}. */
    void run(Opened opened, Scratch scratch) {
        Rows shared = (opened.user() != null) ? opened.user() : users(opened, scratch);
        scratch.items()
                .find(opened.batch().candidates(), opened.lookups().items(), this.itemPart, this.columns.shared(),
                        this.shelf, scratch);
        boolean last = opened.lookups().cross().isEmpty();
        this.kernel.sum(shared, scratch.items(), scratch.first(), scratch.rows(), this.units,
                last ? this.rectified : 0);
        if (!last) {
            addCross(opened, scratch);
        }
    }

    private Rows users(Opened opened, Scratch scratch) {
        opened.lookups().shared().write(opened.batch().candidates(), scratch.start(), scratch.rows(), scratch.input());
        this.sharedPart.run(scratch.input(), scratch.first(), scratch.rows());
        return scratch.first();
    }

    private void addCross(Opened opened, Scratch scratch) {
        Rows out = scratch.first();
        opened.lookups().cross().write(opened.batch().candidates(), scratch.start(), scratch.rows(), scratch.input());
        this.crossPart.add(scratch.input().from(this.columns.shared() + this.columns.items()), out, scratch.rows());
        for (int row = 0; row < scratch.rows(); row++) {
            this.kernel.rectify(out.values(), out.at(row), this.rectified);
        }
    }

}
