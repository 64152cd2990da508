package io.multigate.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import io.multigate.training.Recipe;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** From a file and nothing else to a model that scores, as a person types it. */
class RecipeCommandTests {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Multigate.commandLine().setOut(new PrintWriter(this.out)).setErr(new PrintWriter(this.err));
        return Multigate.run(line, arguments);
    }

    private String path(String name) {
        return this.folder.resolve(name).toString();
    }

    private String rows(String name, int seed) {
        assertThat(run("generate", "--rows", "3000", "--seed", Integer.toString(seed), "--out", path(name))).isZero();
        return path(name);
    }

    @Test
    void theDraftForTheShopTrainsAsItStands() throws IOException {
        String train = rows("train.csv.gz", 1);
        String validation = rows("validation.csv.gz", 2);

        assertThat(run("recipe", "--data", train, "--out", path("shop.yaml"), "--name", "shop")).isZero();

        assertThat(Files.readString(Path.of(path("shop.yaml"))))
                .contains("{name: user_id, side: user, kind: categorical,")
                .contains("{name: recent_categories, side: user, kind: categorical-list, table: category,")
                .contains("{name: hour, side: context, kind: categorical,")
                .contains("{name: price, side: item, kind: numeric, normalizer: log1p}")
                .contains("{name: user_category_views, side: cross, kind: numeric, normalizer: log1p}")
                .doesNotContain("{name: true_pctr", "{name: true_pcvr");
        assertThat(run("train", "--recipe", path("shop.yaml"), "--train", train, "--validation", validation, "--models",
                path("models"))).as(this.err.toString()).isZero();
        assertThat(run("inspect", "--model", path("models/shop/1"))).isZero();
        assertThat(run("evaluate", "--model", path("models/shop/1"), "--data", validation)).isZero();
        assertThat(this.err.toString()).isEmpty();
    }

    @Test
    void aFileNamedByItsDayGivesAModelNamedByIt() {
        assertThat(run("recipe", "--data", rows("20240101.csv", 1), "--out", path("day.yaml"))).isZero();

        assertThat(Recipe.read(Path.of(path("day.yaml"))).name()).isEqualTo("20240101");
    }

    @Test
    void aRecipeThatIsThereIsKept() throws IOException {
        String data = rows("train.csv", 1);
        Path recipe = Files.writeString(Path.of(path("mine.yaml")), "mine");

        assertThat(run("recipe", "--data", data, "--out", recipe.toString())).isEqualTo(2);
        assertThat(recipe).hasContent("mine");
        assertThat(this.err.toString()).hasLineCount(1)
                .contains("--out " + recipe + " is there already; choose another with --out, or delete it");
    }

    @Test
    void badUsageIsOneLineAndExitCodeTwo() {
        String data = rows("train.csv", 1);
        String out = path("shop.yaml");

        assertThat(run("recipe")).isEqualTo(2);
        assertThat(run("recipe", "--data", "absent.csv", "--out", out)).isEqualTo(2);
        assertThat(run("recipe", "--data", data, "--out", out, "--name", "My Shop")).isEqualTo(2);
        assertThat(run("recipe", "--data", data, "--out", out, "--label-click", "clicked")).isEqualTo(2);
        assertThat(run("recipe", "--data", data, "--out", out, "--label-conversion", "click")).isEqualTo(2);
        assertThat(run("recipe", "--data", data, "--out", path("no/folder/x.yaml"))).isEqualTo(2);
        assertThat(run("recipe", "--data", "/", "--out", out)).isEqualTo(2);

        assertThat(this.err.toString()).hasLineCount(7)
                .contains("--data", "no such file: absent.csv", "name is 'My Shop'",
                        "has no column 'clicked' for a label", "both the click and the conversion",
                        "cannot be written", "/ is no regular file; one file is read");
        assertThat(Path.of(out)).doesNotExist();
    }

}
