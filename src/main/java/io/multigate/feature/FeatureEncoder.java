package io.multigate.feature;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Turns feature values into ids and numbers by a fitted schema. The same class encodes the rows of training and
 * the requests of serving, so the two cannot drift apart. Immutable and shared; what it opens is owned by one call.
 */
public final class FeatureEncoder {

    private final FeatureSchema schema;

    private final Part user;

    private final Part context;

    private final Part candidates;

    private final Part all;

    private final EncodedBlock nothing;

    public FeatureEncoder(FeatureSchema schema) {
        this.schema = schema;
        this.user = new Part(schema, schema.fields((field) -> field.side() == Side.USER));
        this.context = new Part(schema, schema.fields((field) -> field.side() == Side.CONTEXT));
        this.candidates = new Part(schema, schema.fields((field) -> field.side().perCandidate()));
        this.all = new Part(schema, schema.fields());
        BlockEncoder none = new Part(schema, List.of()).open(1);
        none.startRow();
        none.endRow();
        this.nothing = none.build();
    }

    public FeatureSchema schema() {
        return this.schema;
    }

    /** Opens the block of the user's features; it takes one row. */
    public BlockEncoder user() {
        return this.user.open(1);
    }

    /** Opens the block of the context's features; it takes one row. */
    public BlockEncoder context() {
        return this.context.open(1);
    }

    /** Opens the block of the item's and the cross features; it takes one row a candidate. */
    public BlockEncoder candidates(int expectedRows) {
        return this.candidates.open(expectedRows);
    }

    /** Opens a block of all features, for rows that each bring their own user. */
    public BlockEncoder rows(int expectedRows) {
        return this.all.open(expectedRows);
    }

    /** The batch of rows that came from {@link #rows}. */
    public EncodedBatch batch(EncodedBlock rows) {
        return new EncodedBatch(this.nothing, this.nothing, rows);
    }

    /**
     * Encodes a whole request.
     * @throws InvalidFeatureValueException if a value is of the wrong kind for its feature
     */
    public EncodedBatch encode(FeatureRequest request) {
        BlockEncoder userBlock = user();
        userBlock.row(request.user());
        BlockEncoder contextBlock = context();
        contextBlock.row(request.context());
        BlockEncoder candidateBlock = candidates(request.candidates().size());
        request.candidates().forEach(candidateBlock::row);
        return new EncodedBatch(userBlock.build(), contextBlock.build(), candidateBlock.build());
    }

    /**
     * Encodes the candidates of many requests, in their order, as rows that each bring their own user.
     * @throws InvalidFeatureValueException if a value is of the wrong kind for its feature
     */
    public EncodedBatch encode(List<FeatureRequest> requests) {
        BlockEncoder rows = rows(requests.stream().mapToInt((request) -> request.candidates().size()).sum());
        for (FeatureRequest request : requests) {
            for (FeatureRow candidate : request.candidates()) {
                rows.startRow();
                RowValues.write(request.user(), this.user.layout(), rows);
                RowValues.write(request.context(), this.context.layout(), rows);
                RowValues.write(candidate, this.candidates.layout(), rows);
                rows.endRow();
            }
        }
        return batch(rows.build());
    }

    /** The fields of one block with their vocabularies, looked up once. */
    private record Part(FieldLayout layout, @Nullable Vocabulary[] vocabularies) {

        Part(FeatureSchema schema, List<FeatureField> fields) {
            this(new FieldLayout(fields), new Vocabulary[fields.size()]);
            for (int i = 0; i < this.vocabularies.length; i++) {
                FeatureField field = fields.get(i);
                this.vocabularies[i] = (field instanceof FeatureField.Numeric)
                        ? null
                        : schema.vocabulary(field.table().orElseThrow());
            }
        }

        BlockEncoder open(int expectedRows) {
            return new BlockEncoder(this.layout, this.vocabularies, expectedRows);
        }

    }

}
