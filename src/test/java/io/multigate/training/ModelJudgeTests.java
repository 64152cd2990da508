package io.multigate.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.multigate.model.Task;

import static org.assertj.core.api.Assertions.assertThat;

/** Which columns a model is judged by besides its labels. */
class ModelJudgeTests {

    private static final Task CTR = new Task("ctr", "click", null);

    private static final Task LIKE = new Task("like", "liked", null);

    @TempDir
    private Path folder;

    private List<String> truths(String header, Task... tasks) throws IOException {
        return ModelJudge.truthsIn(Files.writeString(this.folder.resolve("rows.csv"), header + "\n"), List.of(tasks));
    }

    @Test
    void theTruthIsUsedWhereEveryTaskHasOne() throws IOException {
        assertThat(truths("click,true_pctr", CTR)).containsExactly("true_pctr");
        assertThat(truths("click,liked,true_pctr", CTR, LIKE)).isEmpty();
        assertThat(truths("click", CTR)).isEmpty();
    }

    /** As tables are written that number their rows. */
    @Test
    void aColumnWithoutANameIsNoTruth() throws IOException {
        assertThat(truths(",liked", LIKE)).isEmpty();
        assertThat(truths(",click,liked,true_pctr", CTR, LIKE)).isEmpty();
    }

}
