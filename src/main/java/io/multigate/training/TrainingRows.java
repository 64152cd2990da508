package io.multigate.training;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import io.multigate.evaluation.RowSummary;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FieldLayout;
import io.multigate.network.LabelledRows;

/**
 * A training file, encoded by the schema that is fitted to its rows, but for the share at its end that early stopping
 * is decided on.
 *
 * @param encoder by the fitted schema
 * @param learning rows to learn from, the beginning of the file
 * @param stopping rows that early stopping is decided on, the end of the file; may be none
 */
record TrainingRows(FeatureEncoder encoder, LabelledRows learning, LabelledRows stopping) {

    /** Ids, numbers, lists or their ids of all rows: each kind stands in one array, which grows by doubling. */
    private static final long MOST_VALUES = 1L << 30;

    /**
     * Reads a file: to see which values are frequent, to fit the schema, and to encode the rows.
     * @throws InvalidDataException if the file cannot be used
     */
    static TrainingRows read(Recipe recipe, ExampleReader reader, Path file) {
        ExampleColumns columns = recipe.columns();
        SchemaFitter fitter = new SchemaFitter(recipe);
        long rows = reader.read(file, columns, (example) -> fitter.survey(example.features()));
        requireRoom(recipe, file, rows, fitter.listIds());
        Split split = new Split(rows - (long) Math.floor(rows * recipe.validationShare()));
        fit(fitter, reader, file, columns, split);
        FeatureEncoder encoder = new FeatureEncoder(fitter.fit());
        EncodedExamples learning = new EncodedExamples(encoder, recipe.spec().tasks().size());
        EncodedExamples stopping = new EncodedExamples(encoder, recipe.spec().tasks().size());
        split.restart();
        reader.again().read(file, columns, (example) -> {
            (split.nextIsLearntFrom() ? learning : stopping).add(example);
        });
        return new TrainingRows(encoder, learning.build(), stopping.build());
    }

    /**
     * Makes sure that so many rows can be held.
     * @param listIds ids in all their lists
     * @throws InvalidDataException if they are too many
     */
    static void requireRoom(Recipe recipe, Path file, long rows, long listIds) {
        FieldLayout row = new FeatureEncoder(new SchemaFitter(recipe).fit()).rows(1).layout();
        long most = MOST_VALUES / IntStream.of(1, row.ids(), row.numbers(), row.lists()).max().orElseThrow();
        if (rows > most) {
            throw new InvalidDataException(
                    file + " has " + rows + " rows; with these features at most " + most + " can be learnt from");
        }
        if (listIds > MOST_VALUES) {
            throw new InvalidDataException(file + " has " + listIds + " values in lists; at most " + MOST_VALUES
                    + " can be learnt from, and a lower maximumLength takes fewer");
        }
    }

    private static void fit(SchemaFitter fitter, ExampleReader reader, Path file, ExampleColumns columns, Split split) {
        ConstantColumns constants = new ConstantColumns(columns.tasks());
        split.restart();
        reader.again().read(file, columns, (example) -> {
            if (split.nextIsLearntFrom()) {
                fitter.add(example.features());
                constants.add(example);
            }
        });
        constants.sentences().forEach((sentence) -> reader.report(file, sentence));
    }

    /** What is in the data, for the report. */
    List<RowSummary> summaries(EvidenceCollector collector) {
        RowSummary learnt = collector.summary("learning", this.learning);
        return (this.stopping.size() == 0)
                ? List.of(learnt)
                : List.of(learnt, collector.summary("early stopping", this.stopping));
    }

    /** Tells the rows at the beginning of a file, which are learnt from, from those at its end. */
    private static final class Split {

        private final long learning;

        private long passed;

        Split(long learning) {
            this.learning = learning;
        }

        void restart() {
            this.passed = 0;
        }

        boolean nextIsLearntFrom() {
            return this.passed++ < this.learning;
        }

    }

}
