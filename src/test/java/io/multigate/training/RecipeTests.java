package io.multigate.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.multigate.model.ModelSpec;
import io.multigate.model.Sharing;
import io.multigate.network.ConditionalLoss;
import io.multigate.network.GateOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A recipe means one thing, or is refused in one line that names the file, the key and what is allowed. */
class RecipeTests {

    private static final String GOOD = """
            name: shop
            tasks:
              - {name: ctr, label: click}
              - {name: cvr, label: conversion, given: ctr}
            features:
              - {name: user_id, side: user, kind: categorical, minimumCount: 20, embedding: 8}
              - {name: recent, side: user, kind: categorical-list, table: user_id, maximumLength: 8}
              - {name: price, side: item, kind: numeric, normalizer: log1p}
            architecture: {kind: mmoe, experts: 4, expert: [64], tower: [32]}
            objective: entire-space
            training:
              optimizer: adam
              learningRate: 0.001
              batchSize: 512
              epochs: 3
              lossWeights: {cvr: 0.5}
              earlyStopping: {patience: 2, validationShare: 0.1}
            """;

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(this.folder.resolve("recipe.yaml"), text);
    }

    static List<Path> shipped() throws IOException {
        try (Stream<Path> models = Files.walk(Path.of("models"), 2);
                Stream<Path> recipes = Files.list(Path.of("src/docs/recipes"))) {
            return Stream.concat(models, recipes).filter((path) -> path.toString().endsWith(".yaml")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void theShippedRecipesAreGood(Path recipe) {
        assertThat(Recipe.read(recipe).features()).isNotEmpty();
    }

    @Test
    void theRecipeThatTheseTestsSpoilIsGood() throws IOException {
        assertThat(Recipe.read(file(GOOD)).name()).isEqualTo("shop");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name: shop                  | nam: shop                | unknown key 'nam'; allowed: name, tasks, features
            name: shop                  | name: ../shop            | name is "../shop"; it must be lower-case letters
            name: shop                  | name: [shop]             | name is ["shop"]; it must be a text
            label: click}               | lable: click}            | unknown key 'tasks[0].lable'; allowed: name, label
            given: ctr                  | given: like              | like
            label: click}               | label: click, kind: regression} | task 'cvr' is given 'ctr', which must be a binary task
            given: ctr                  | given: ctr, kind: regression | task 'cvr' is a regression and is given 'ctr'
            given: ctr                  | kind: number             | tasks[1].kind is "number"; it must be one of binary, regression
            given: ctr                  | given: cvr               | cvr
            side: item                  | side: thing              | features[2].side is "thing"; it must be one of user
            kind: numeric               | kind: number             | it must be one of categorical, categorical-list
            normalizer: log1p           | normalizer: log          | it must be one of standard, log1p, min-max, quantile
            normalizer: log1p           | normalizer: log1p, buckets: 4 | unknown key 'features[2].buckets'
            normalizer: log1p           | normalizer: log1p, mean: 2 | key 'features[2].deviation' is missing
            normalizer: log1p           | normalizer: log1p, deviation: 2 | key 'features[2].mean' is missing
            normalizer: log1p           | normalizer: standard, deviation: 2 | key 'features[2].mean' is missing
            normalizer: log1p           | normalizer: min-max, minimum: 0 | key 'features[2].maximum' is missing
            normalizer: log1p           | normalizer: min-max, maximum: 100 | key 'features[2].minimum' is missing
            embedding: 8                | embedding: 0             | features[0].embedding is 0; it must be an integer
            embedding: 8                | embedding: 8.5           | features[0].embedding is 8.5; it must be an integer
            minimumCount: 20            | minimumCont: 20          | unknown key 'features[0].minimumCont'; allowed:
            table: user_id              | table: shoes             | features[1].table is 'shoes'; available: [user_id]
            name: price                 | name: user_id            | feature 'user_id' stands twice
            name: price                 | name: click              | feature 'click' is a label
            kind: mmoe                  | kind: deepfm             | architecture.kind is "deepfm"; it must be one of
            kind: mmoe                  | kind: esmm               | unknown key 'architecture.experts'; allowed: kind, tower, embeddings
            expert: [64]                | expert: [-64]            | architecture.expert is [-64]; it must be a list
            experts: 4                  | experts: 0               | architecture.experts is 0; it must be an integer
            objective: entire-space     | objective: all           | objective is "all"; it must be one of entire-space
            optimizer: adam             | optimizer: lion          | training.optimizer is "lion"; it must be one of
            learningRate: 0.001         | learningRate: 0          | learning rate is 0.0; it must be finite and above 0
            learningRate: 0.001         | learningRateDecay: 2     | learning rate decay is 2.0; it must be above 0
            learningRate: 0.001         | learningrate: 1          | unknown key 'training.learningrate'; allowed:
            batchSize: 512              | batchSize: 0             | training.batchSize is 0; it must be an integer
            epochs: 3                   | epochs: many             | training.epochs is "many"; it must be an integer
            epochs: 3                   | epochs:                  | key 'training.epochs' is missing
            kind: mmoe                  | kind: mmoe, gates: both  | architecture.gates is "both"; it must be one of shared, task
            kind: mmoe                  | kind: mmoe, embeddings: task | unknown key 'architecture.embeddings'; allowed: kind
            lossWeights: {cvr: 0.5}     | lossWeights: {buy: 0.5}  | unknown key 'training.lossWeights.buy'; allowed: ctr, cvr
            validationShare: 0.1        | validationShare: 1       | training.earlyStopping.validationShare is 1; it must be
            objective: entire-space     | objective: [             | (line
            """)
    void aSpoiltRecipeIsRefusedWithWhatIsAllowed(String written, String spoilt, String message) throws IOException {
        assertThat(GOOD).contains(written);
        assertRefused(GOOD.replace(written, spoilt), message);
    }

    /** What stands in for the objective and the first line of its section {@code training}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            entire-space | clickSpaceWeight: -1     | click space weight is -1.0; it must be finite and at least 0
            entire-space | clickSpaceWeight: much   | training.clickSpaceWeight is "much"; it must be a number
            click-space  | clickSpaceWeight: 0.5    | adds to objective entire-space
            click-space  | propensityFloor: 0       | propensity floor is 0.0; it must be above 0 and at most 1
            click-space  | propensityFloor: 1.5     | propensity floor is 1.5; it must be above 0 and at most 1
            entire-space | propensityFloor: 0.05    | none without a click space weight above 0
            entire-space | stopGradient: yes please | training.stopGradient is "yes please"; it must be true or false
            click-space  | stopGradient: true       | stopping the gradient of p(given) is for objective entire-space
            """)
    void anOptionOfTheLossThatCannotBeMeantIsRefused(String objective, String option, String message)
            throws IOException {
        assertRefused(GOOD.replace("entire-space", objective).replace("epochs: 3", "epochs: 3\n  " + option), message);
    }

    @Test
    void anOptionOfConditionalTasksNeedsOne() throws IOException {
        assertRefused(GOOD.replace(", given: ctr", "").replace("epochs: 3", "epochs: 3\n  stopGradient: true"),
                "training.stopGradient is for tasks that are 'given' another one; there is none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            gateBalance: some             | training.gateBalance is "some"; it must be a number
            gateBalance: -1               | gate balance is -1.0; it must be finite and at least 0
            gateBallance: 1               | unknown key 'training.gateBallance'; allowed: optimizer
            """)
    void anOptionOfTheGatesThatCannotBeMeantIsRefused(String option, String message) throws IOException {
        assertRefused(GOOD.replace("epochs: 3", "epochs: 3\n  " + option), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            gateBalance: 0.1            | kind: mmoe, experts: 1, expert: [64]
            gateBalance: 0.1            | kind: shared-bottom, bottom: [64]
            gateBalance: 0.1            | kind: esmm
            """)
    void anOptionOfTheGatesNeedsGatesThatChoose(String option, String architecture) throws IOException {
        assertRefused(
                GOOD.replace("kind: mmoe, experts: 4, expert: [64]", architecture)
                        .replace("epochs: 3", "epochs: 3\n  " + option),
                "training." + option.replaceAll(":.*", "")
                        + " is for the gates of architecture mmoe with at least 2 experts; there is none");
    }

    @Test
    void theOptionsOfTheGatesAreRead() throws IOException {
        String written = GOOD.replace("epochs: 3", """
                epochs: 3
                  gateBalance: 0.02""");
        GateOptions options = new GateOptions(0.02);
        assertThat(Recipe.read(file(written)).options().gates()).isEqualTo(options);
        assertThat(Recipe.read(file(written)).withSeed(9).options().gates()).isEqualTo(options);
        assertThat(Recipe.read(file(GOOD)).options().gates()).isEqualTo(GateOptions.PLAIN);
        assertThat(Recipe.read(file(written)).withSeed(9).options().seed()).isEqualTo(9);
    }

    @Test
    void theOptionsOfTheLossAreRead() throws IOException {
        String written = GOOD.replace("epochs: 3", """
                epochs: 3
                  clickSpaceWeight: 0.5
                  propensityFloor: 0.02
                  stopGradient: true""");
        assertThat(Recipe.read(file(written)).options().conditional()).isEqualTo(new ConditionalLoss(0.5, 0.02, true));
        assertThat(Recipe.read(file(written)).withSeed(9).options().conditional())
                .isEqualTo(new ConditionalLoss(0.5, 0.02, true));
        assertThat(Recipe.read(file(GOOD)).options().conditional()).isEqualTo(ConditionalLoss.PLAIN);
    }

    @Test
    void theVariantsOfArchitecturesAreRead() throws IOException {
        String oneGate = GOOD.replace("kind: mmoe", "kind: mmoe, gates: shared");
        String apart = GOOD.replace("kind: mmoe, experts: 4, expert: [64]", "kind: esmm, embeddings: task");

        assertThat(Recipe.read(file(GOOD)).spec()).isInstanceOfSatisfying(ModelSpec.MmoeSpec.class,
                (spec) -> assertThat(spec.gates()).isEqualTo(Sharing.TASK));
        assertThat(Recipe.read(file(oneGate)).spec()).isInstanceOfSatisfying(ModelSpec.MmoeSpec.class,
                (spec) -> assertThat(spec.gates()).isEqualTo(Sharing.SHARED));
        assertThat(Recipe.read(file(apart)).spec()).isInstanceOfSatisfying(ModelSpec.EsmmSpec.class,
                (spec) -> assertThat(spec.embeddings()).isEqualTo(Sharing.TASK));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            ''        | must be a mapping with the keys name, tasks
            shop      | must be a mapping with the keys name, tasks
            [1, 2]    | must be a mapping with the keys name, tasks
            name: x   | key 'tasks' is missing
            """)
    void whatIsNoMappingIsRefused(String text, String message) throws IOException {
        assertRefused(text, message);
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = this.folder.resolve("missing.yaml");
        assertThatExceptionOfType(InvalidRecipeException.class).isThrownBy(() -> Recipe.read(missing))
                .withMessage(missing + " cannot be read: no such file or directory");
    }

    private void assertRefused(String text, String message) throws IOException {
        Path file = file(text);
        assertThatExceptionOfType(InvalidRecipeException.class).isThrownBy(() -> Recipe.read(file))
                .withMessageStartingWith(file.toString())
                .withMessageContaining(message)
                .satisfies((ex) -> assertThat(ex.getMessage()).hasLineCount(1));
    }

}
