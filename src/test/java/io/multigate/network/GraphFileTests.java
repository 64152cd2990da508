package io.multigate.network;

import java.nio.file.Path;
import java.util.stream.Stream;

import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.multigate.feature.EncodedBatch;
import io.multigate.inference.Predictions;
import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;

import static org.assertj.core.api.Assertions.assertThat;

class GraphFileTests {

    @TempDir
    private Path directory;

    static Stream<ModelSpec> specs() {
        return TinyShop.specs().stream();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void restoredNetworkScoresAsTheStoredOneDid(ModelSpec spec) throws Exception {
        Path file = this.directory.resolve("network.zip");
        EncodedBatch batch = TinyShop.rows(50, 3).rows();
        try (MultiTaskGraph trained = MultiTaskGraph.initialise(TinyShop.schema(), spec,
                TinyShop.options(Objective.CLICK_SPACE)); MultiTaskGraph stored = trained.storableCopy()) {
            GraphFile.write(trained, file);
            try (MultiTaskGraph restored = GraphFile.read(file, TinyShop.schema(), spec)) {
                Predictions before = new GraphScorer(stored).score(batch);
                Predictions after = new GraphScorer(restored).score(batch);
                assertThat(after.values()).isDeepEqualTo(before.values());
                assertThat(after.gates()).isDeepEqualTo(before.gates());
                assertThat(restored.objective()).isEqualTo(Objective.CLICK_SPACE);
            }
            assertThat(ModelSerializer.restoreComputationGraph(file.toFile()).params())
                    .isEqualTo(stored.graph().params());
        }
    }

}
