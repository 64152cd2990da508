package io.multigate.training;

/** Sizes of a network and of its training that do well on tables of a few dozen columns. */
final class TrainingGuess {

    private TrainingGuess() {}

    /**
     * Writes the end of a recipe.
     * @param rows of the training file
     */
    static void write(RecipeText recipe, long rows) {
        recipe.line("")
                .comment("", "Experts that each task mixes by a gate of its own. In its stead may stand")
                .comment("", "architecture: {kind: shared-bottom, bottom: [128, 64], tower: [32]}")
                .comment("", "architecture: {kind: esmm, tower: [64, 32]}")
                .line("architecture: {kind: mmoe, experts: 4, expert: [64], tower: [32]}")
                .line("")
                .comment("", "What is given another task is learnt from all rows, not from the clicked ones alone.")
                .line("objective: entire-space")
                .line("")
                .line("training:")
                .line("  optimizer: adam")
                .line("  learningRate: 0.001")
                .line("  l2: 0.000001")
                .comment("  ",
                        "Larger batches are faster, smaller ones take more steps: this is for " + rows + " rows.")
                .line("  batchSize: " + batchSize(rows))
                .line("  epochs: 10")
                .comment("  ",
                        "Stops when the last tenth of the file is predicted no better for two epochs. A file in the "
                                + "order of time makes that an honest judge.")
                .line("  earlyStopping: {patience: 2, validationShare: 0.1}")
                .line("  seed: 1");
    }

    private static int batchSize(long rows) {
        if (rows >= 1_000_000) {
            return 2048;
        }
        return (rows >= 100_000) ? 512 : 128;
    }

}
