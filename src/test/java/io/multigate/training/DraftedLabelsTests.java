package io.multigate.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.multigate.model.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Which columns a draft takes for its labels, and what it can draft nothing from. */
class DraftedLabelsTests {

    @TempDir
    private Path folder;

    private final List<String> reports = new ArrayList<>();

    private Path file(String content) throws IOException {
        return Files.writeString(this.folder.resolve("log.csv"), content);
    }

    private RecipeDraft draft(String name, List<Task> tasks) {
        return new RecipeDraft(name, tasks, new ExampleReader(0.01, this.reports::add, ReadingProgress.NONE));
    }

    private void assertLearnt(Path data, String click, @Nullable String conversion, String... formulas)
            throws IOException {
        String text = draft("log", RecipeDraft.funnel(data, click, conversion)).of(data);

        Recipe recipe = Recipe.read(Files.writeString(this.folder.resolve("draft.yaml"), text));
        assertThat(recipe.spec().tasks()).extracting(Task::formula).containsExactly(formulas);
    }

    @Test
    void aFileOfClicksAloneGetsOneTask() throws IOException {
        assertLearnt(file("click,brand\n1,a\n0,b\n0,a\n"), "click", null, "ctr = P(click)");
    }

    @Test
    void aColumnThatIsTheClickIsNotTakenForTheConversionToo() throws IOException {
        Path data = file("conversion,brand\n1,a\n0,b\n0,a\n");

        assertLearnt(data, "conversion", null, "ctr = P(conversion)");
        assertThatExceptionOfType(InvalidRecipeException.class)
                .isThrownBy(() -> RecipeDraft.funnel(data, "conversion", "conversion"))
                .withMessage("column 'conversion' is both the click and the conversion; they must be two columns");
    }

    @Test
    void aFileThatNoModelCanBeMadeOfIsRefusedWithTheReason() throws IOException {
        assertRefused("click,brand\n0,a\n0,b\n", "label 'click' is 0 in all 2 rows; a model needs rows of 0 and of 1");
        assertRefused("click,brand\n0,a\n1,a\n",
                "has no column left to learn from: 'brand': it is the same in every row");
        assertRefused("clicked,brand\n0,a\n1,b\n", "has no column 'click' for a label; it has [clicked, brand]");
        assertRefused("click,brand\n0,a\nyes,b\n", "1 of the first 2 rows are malformed");
        assertThat(this.reports).contains(
                this.folder.resolve("log.csv") + ", line 3: label 'click' is 'yes'; it must be 0 or 1");
    }

    private void assertRefused(String content, String reason) throws IOException {
        Path data = file(content);
        assertThatExceptionOfType(InvalidDataException.class)
                .isThrownBy(() -> draft("log", RecipeDraft.funnel(data, "click", null)).of(data))
                .withMessageStartingWith(data.toString())
                .withMessageContaining(reason);
    }

    @Test
    void aNameThatNoModelMayHaveIsRefused() {
        assertThatExceptionOfType(InvalidRecipeException.class).isThrownBy(() -> draft("My Shop", List.of()))
                .withMessageContaining("name is 'My Shop'; it must be lower-case letters");
    }

}
