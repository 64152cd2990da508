package io.multigate.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.multigate.feature.Side;
import io.multigate.model.Funnel;
import io.multigate.model.ModelId;
import io.multigate.model.Task;

/**
 * Writes a first recipe for a data file of which nothing is known but its labels: reads it once, in bounded memory, and
 * guesses the rest. The recipe trains as it stands; each guess says in a comment what it rests on, for a person to
 * correct.
 */
public final class RecipeDraft {

    private final String name;

    private final List<Task> tasks;

    private final ExampleReader reader;

    /**
     * A draft.
     * @param name the model's
     * @param tasks what it predicts, as {@link #funnel} makes them
     * @param reader of the data file
     * @throws InvalidRecipeException if no model can have the name
     */
    public RecipeDraft(String name, List<Task> tasks, ExampleReader reader) {
        if (!ModelId.isName(name)) {
            throw new InvalidRecipeException(
                    "name is '" + name + "'; it must be lower-case letters, digits and hyphens, at most 63");
        }
        this.name = name;
        this.tasks = List.copyOf(tasks);
        this.reader = reader;
    }

    /**
     * The tasks of a click and, where the file has it, a conversion.
     * @param click the column of the click
     * @param conversion the column of the conversion; null for a column {@code conversion} that need not be there
     * @throws InvalidDataException if the file lacks a column that must be there
     * @throws InvalidRecipeException if the conversion is said to be the click
     */
    public static List<Task> funnel(Path data, String click, @Nullable String conversion) {
        List<String> columns = ExampleReader.columnNames(data);
        String second = (conversion != null) ? conversion : "conversion";
        if (!columns.contains(click)) {
            throw missing(data, click, columns);
        }
        List<Task> tasks = new ArrayList<>(List.of(new Task(Funnel.CTR, click, null)));
        if (click.equals(conversion)) {
            throw new InvalidRecipeException(
                    "column '" + click + "' is both the click and the conversion; they must be two columns");
        }
        if (columns.contains(second) && !click.equals(second)) {
            tasks.add(new Task(Funnel.CVR, second, Funnel.CTR));
        } else if (conversion != null) {
            throw missing(data, conversion, columns);
        }
        return tasks;
    }

    private static InvalidDataException missing(Path data, String label, List<String> columns) {
        return new InvalidDataException(data + " has no column '" + label + "' for a label; it has " + columns);
    }

    /** The name most like a text that a model may have. */
    public static String modelName(String text) {
        String name = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return name.isEmpty() ? "model" : name.substring(0, Math.min(63, name.length())).replaceAll("-+$", "");
    }

    /**
     * The recipe's text.
     * @throws InvalidDataException if the file cannot be used, a label is the same in every row, or no feature is left
     */
    public String of(Path data) {
        Map<String, ValueKind> kinds = new LinkedHashMap<>();
        ExampleReader.columnNames(data).forEach((column) -> kinds.put(column, ValueKind.ANY));
        this.tasks.forEach((task) -> kinds.remove(task.label()));
        List<String> columns = List.copyOf(kinds.keySet());
        List<ColumnProfile> profiles = columns.stream()
                .map((column) -> new ColumnProfile(column, this.tasks.size()))
                .toList();
        List<Dependence> dependences = SideGuesser.keys(columns)
                .stream()
                .map((key) -> new Dependence(key, columns))
                .toList();
        long[] positives = new long[this.tasks.size()];
        long rows = this.reader.read(data, new ExampleColumns(kinds, this.tasks, List.of()), (example) -> {
            Map<String, @Nullable Object> values = example.features().values();
            profiles.forEach((profile) -> profile.add(values.get(profile.name()), example.labels()));
            dependences.forEach((dependence) -> dependence.add(values));
            for (int task = 0; task < positives.length; task++) {
                positives[task] += (long) example.labels()[task];
            }
        });
        requireBothClasses(data, positives, rows);
        return text(data, rows, positives,
                guesses(profiles, new ColumnGuesser(this.tasks, positives, new SideGuesser(dependences))));
    }

    private void requireBothClasses(Path data, long[] positives, long rows) {
        for (int task = 0; task < positives.length; task++) {
            if (positives[task] == 0 || positives[task] == rows) {
                throw new InvalidDataException("%s: label '%s' is %d in all %d rows; a model needs rows of 0 and of 1"
                        .formatted(data, this.tasks.get(task).label(), (positives[task] == 0) ? 0 : 1, rows));
            }
        }
    }

    /** In the order of the columns; lists after all others, for they may share their tables. */
    private static List<ColumnGuess> guesses(List<ColumnProfile> profiles, ColumnGuesser guesser) {
        Map<String, ColumnGuess> guesses = new LinkedHashMap<>();
        Map<String, ColumnProfile> tables = new LinkedHashMap<>();
        for (ColumnProfile profile : profiles) {
            ColumnGuess guess = guesser.guess(profile, Map.of());
            guesses.put(profile.name(), guess);
            if (guess instanceof ColumnGuess.Feature feature && !profile.holdsLists() && profile.values().exact()
                    && feature.keys().startsWith("kind: categorical,")) {
                tables.put(profile.name(), profile);
            }
        }
        profiles.stream()
                .filter(ColumnProfile::holdsLists)
                .forEach((profile) -> guesses.put(profile.name(), guesser.guess(profile, tables)));
        return List.copyOf(guesses.values());
    }

    private String text(Path data, long rows, long[] positives, List<ColumnGuess> guesses) {
        if (guesses.stream().noneMatch(ColumnGuess.Feature.class::isInstance)) {
            throw new InvalidDataException(data + " has no column left to learn from: " + String.join("; ", guesses
                    .stream().map((guess) -> "'" + guess.column() + "': " + guess.reasons().getFirst()).toList()));
        }
        RecipeText recipe = new RecipeText();
        recipe.comment("", "Drafted from the " + rows + " rows of " + data.getFileName() + ". Every guess says what it "
                + "rests on: correct what you know better. src/docs/recipes/README.md tells what the keys mean.");
        recipe.line("name: " + RecipeText.quoted(this.name)).line("");
        recipe.line("tasks:");
        for (int task = 0; task < positives.length; task++) {
            writeTask(recipe, this.tasks.get(task), positives[task], rows);
        }
        recipe.line("").line("features:");
        for (Side side : Side.values()) {
            writeSide(recipe, side, guesses);
        }
        guesses.stream().filter(ColumnGuess.LeftOut.class::isInstance).forEach((guess) -> recipe.comment("  ",
                "Left out: " + RecipeText.quoted(guess.column()) + "; " + String.join("; ", guess.reasons()) + "."));
        TrainingGuess.write(recipe, rows);
        return recipe.toString();
    }

    private static void writeTask(RecipeText recipe, Task task, long positives, long rows) {
        recipe.comment("  ", String.format(Locale.ROOT, "%s is 1 in %d rows, %.3g %%.%s", task.label(), positives,
                100.0 * positives / rows,
                (positives < 500)
                        ? " That is little to learn from: more rows will help more than anything else."
                        : ""));
        recipe.line("  - {name: " + task.name() + ", label: " + RecipeText.quoted(task.label())
                + task.given().map((given) -> ", given: " + given).orElse("") + "}");
    }

    private static void writeSide(RecipeText recipe, Side side, List<ColumnGuess> guesses) {
        for (ColumnGuess guess : guesses) {
            if (guess instanceof ColumnGuess.Feature feature && feature.side() == side) {
                recipe.comment("  ", String.join("; ", feature.reasons()) + ".");
                recipe.line("  - {name: " + RecipeText.quoted(feature.column()) + ", side: "
                        + side.label() + ", " + feature.keys() + "}");
            }
        }
    }

}
