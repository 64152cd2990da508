package io.multigate.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import io.multigate.bundle.FileFailure;
import io.multigate.training.InvalidDataException;
import io.multigate.training.InvalidRecipeException;
import io.multigate.training.RecipeDraft;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Drafts a recipe for a data file. */
@Command(name = "recipe", description = "Reads a data file and drafts a recipe for it, in which every guess says why.",
        mixinStandardHelpOptions = true)
final class RecipeCommand implements Callable<Integer> {

    private static final String THERE = "is there already; choose another with --out, or delete it";

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "FILE",
            description = "The rows that will be learnt from: CSV, gzipped CSV or Parquet.")
    private Path file;

    @Option(names = "--out", paramLabel = "FILE.yaml",
            description = "The recipe (default: <name>.yaml). One that is there is kept.")
    private @Nullable Path out;

    @Option(names = "--name", paramLabel = "NAME", description = "The model's name (default: the data file's).")
    private @Nullable String name;

    @Option(names = "--label-click", paramLabel = "COL", defaultValue = "click",
            description = "The column of 0 and 1 (default: ${DEFAULT-VALUE}).")
    private String click;

    @Option(names = "--label-conversion", paramLabel = "COL",
            description = "The column of 0 and 1 that is given the click (default: conversion, if there is one).")
    private @Nullable String conversion;

    @Mixin
    private DataOptions data;

    @Override
    public Integer call() {
        String model = (this.name != null) ? this.name : RecipeDraft.modelName(baseName(this.file));
        Path recipe = (this.out != null) ? this.out : Path.of(model + ".yaml");
        if (Files.exists(recipe)) {
            throw refused(recipe, THERE);
        }
        try (ReadingBars reading = new ReadingBars(this.data.quiet())) {
            RecipeDraft draft = new RecipeDraft(model, RecipeDraft.funnel(this.file, this.click, this.conversion),
                    this.data.reader(this.spec, reading));
            write(draft.of(this.file), recipe);
        } catch (InvalidDataException | InvalidRecipeException ex) {
            throw new ParameterException(this.spec.commandLine(), ex.getMessage(), ex);
        }
        this.spec.commandLine().getOut().printf("wrote %s; read it before you train%n", recipe);
        return 0;
    }

    private static String baseName(Path file) {
        return Objects.toString(file.getFileName(), "").replaceFirst("\\..*$", "");
    }

    private void write(String text, Path recipe) {
        try {
            Files.writeString(recipe, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException _) {
            throw refused(recipe, THERE);
        } catch (IOException ex) {
            throw refused(recipe, "cannot be written: " + FileFailure.reason(ex));
        }
    }

    private ParameterException refused(Path recipe, String reason) {
        return new ParameterException(this.spec.commandLine(), "--out " + recipe + " " + reason);
    }

}
