package io.multigate.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.multigate.bundle.FileFailure;
import io.multigate.model.ModelId;
import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;
import io.multigate.model.Sharing;
import io.multigate.model.Task;
import io.multigate.model.TaskKind;
import io.multigate.network.ConditionalLoss;
import io.multigate.network.GateOptions;
import io.multigate.network.Optimizer;
import io.multigate.network.TrainingOptions;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads recipes from YAML. Strictly: what it does not know is a mistake that would otherwise train another model. */
final class RecipeReader {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private enum Architecture {

        SHARED_BOTTOM, ESMM, MMOE

    }

    private RecipeReader() {}

    static Recipe read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException ex) {
            throw new InvalidRecipeException(file + " cannot be read: " + FileFailure.reason(ex), ex);
        }
        try {
            return recipe(YAML.readTree(bytes), new String(bytes, StandardCharsets.UTF_8));
        } catch (JacksonException ex) {
            throw new InvalidRecipeException(file + ": " + inOneLine(ex.getOriginalMessage()) + " (line "
                    + ((ex.getLocation() == null) ? "?" : ex.getLocation().getLineNr()) + ")", ex);
        } catch (InvalidRecipeException | IllegalArgumentException ex) {
            throw new InvalidRecipeException(file + ": " + ex.getMessage(), ex);
        }
    }

    /** The YAML parser draws the place below its words, indented. */
    private static String inOneLine(String message) {
        return message.lines().filter((line) -> !line.startsWith(" ")).collect(Collectors.joining(", "));
    }

    private static Recipe recipe(JsonNode root, String yaml) {
        RecipeSection recipe = new RecipeSection("", root, "name", "tasks", "features", "architecture", "objective",
                "training");
        String name = recipe.text("name");
        if (!ModelId.isName(name)) {
            throw recipe.wrong("name", "lower-case letters, digits and hyphens, at most 63");
        }
        List<Task> tasks = recipe.list("tasks", RecipeReader::task);
        FeatureRecipeReader reader = new FeatureRecipeReader();
        List<FeatureRecipe> features = recipe.list("features", reader::read);
        reader.finish();
        requireNoLabels(features, tasks);
        RecipeSection training = recipe.section("training", "optimizer", "learningRate", "learningRateDecay", "l2",
                "batchSize", "epochs", "lossWeights", "clickSpaceWeight", "propensityFloor", "stopGradient",
                "gateBalance", "earlyStopping", "seed");
        int patience = 0;
        double validationShare = 0;
        if (training.has("earlyStopping")) {
            RecipeSection stopping = training.section("earlyStopping", "patience", "validationShare");
            patience = stopping.integer("patience", 1);
            validationShare = stopping.number("validationShare", 0.1);
            if (!(validationShare > 0 && validationShare < 1)) {
                throw stopping.wrong("validationShare", "above 0 and below 1");
            }
        }
        ModelSpec spec = spec(recipe, tasks, reader.widths());
        TrainingOptions options = new TrainingOptions(recipe.choice("objective", Objective.class),
                training.numbers("lossWeights", tasks.stream().map(Task::name).toList()),
                training.choice("optimizer", Optimizer.ADAM), training.number("learningRate", 0.001),
                training.number("learningRateDecay", 1), training.number("l2", 0), training.integer("batchSize", 1),
                training.integer("epochs", 1), patience, training.seed("seed", 1), conditional(training, tasks),
                gates(training, spec));
        return new Recipe(name, features, reader.vocabularies(), spec, options, validationShare, yaml);
    }

    private static ConditionalLoss conditional(RecipeSection training, List<Task> tasks) {
        List<String> keys = Stream.of("clickSpaceWeight", "propensityFloor", "stopGradient")
                .filter(training::has)
                .toList();
        if (!keys.isEmpty() && tasks.stream().allMatch((task) -> task.given().isEmpty())) {
            throw new InvalidRecipeException("training." + keys.getFirst()
                    + " is for tasks that are 'given' another one; there is none");
        }
        return new ConditionalLoss(training.number("clickSpaceWeight", 0), training.number("propensityFloor", 1),
                training.flag("stopGradient", false));
    }

    private static GateOptions gates(RecipeSection training, ModelSpec spec) {
        if (training.has("gateBalance") && !GateOptions.choosesExperts(spec)) {
            throw new InvalidRecipeException(
                    "training.gateBalance is for the gates of architecture mmoe with at least 2"
                            + " experts; there is none");
        }
        return new GateOptions(training.number("gateBalance", 0));
    }

    private static Task task(String path, JsonNode node) {
        RecipeSection task = new RecipeSection(path, node, "name", "label", "kind", "given");
        String name = task.text("name");
        if (!ModelId.isName(name)) {
            throw task.wrong("name", "lower-case letters, digits and hyphens, at most 63");
        }
        @Nullable
        String given = task.has("given") ? task.text("given") : null;
        return new Task(name, task.text("label"), given, task.choice("kind", TaskKind.BINARY));
    }

    /** A model that reads its label learns nothing else. */
    private static void requireNoLabels(List<FeatureRecipe> features, List<Task> tasks) {
        for (FeatureRecipe feature : features) {
            if (tasks.stream().anyMatch((task) -> task.label().equals(feature.name()))) {
                throw new InvalidRecipeException("feature '" + feature.name() + "' is a label");
            }
        }
    }

    private static ModelSpec spec(RecipeSection recipe, List<Task> tasks, Map<String, Integer> widths) {
        RecipeSection section = recipe.section("architecture", "kind", "bottom", "experts", "expert", "tower",
                "embeddings", "gates");
        return switch (section.choice("kind", Architecture.class)) {
            case SHARED_BOTTOM -> {
                section.only("kind", "bottom", "tower");
                yield new ModelSpec.SharedBottomSpec(tasks, widths, section.units("bottom"), section.units("tower"));
            }
            case ESMM -> {
                section.only("kind", "tower", "embeddings");
                yield new ModelSpec.EsmmSpec(tasks, widths, section.units("tower"),
                        section.choice("embeddings", Sharing.SHARED));
            }
            case MMOE -> {
                section.only("kind", "experts", "expert", "tower", "gates");
                yield new ModelSpec.MmoeSpec(tasks, widths, section.integer("experts", 1), section.units("expert"),
                        section.units("tower"), section.choice("gates", Sharing.TASK));
            }
        };
    }

}
