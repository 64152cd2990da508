package io.multigate.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Normalizer;
import io.multigate.feature.Vocabulary;
import io.multigate.model.ModelManifest;
import io.multigate.model.ModelManifest.DataDigest;
import io.multigate.model.ModelManifest.Provenance;
import io.multigate.model.ModelSpec;
import io.multigate.model.Task;

/** Prints what a bundle says of itself, for a person. */
final class ModelSheet {

    private final PrintWriter out;

    ModelSheet(PrintWriter out) {
        this.out = out;
    }

    void print(ModelManifest manifest) {
        line("model", manifest.id() + (manifest.trained() ? "" : " (untrained)"));
        line("network", network(manifest.spec()));
        line("objective", manifest.objective().label());
        line("tasks", manifest.spec().tasks().stream().map(Task::formula).collect(Collectors.joining(", ")));
        line("embeddings", new TreeMap<>(manifest.spec().embeddingWidths()).toString());
        Provenance provenance = manifest.provenance();
        line("created", provenance.created() + " by " + new TreeMap<>(provenance.versions()));
        line("trained on", provenance.trainingRows() + " rows of " + data(provenance.trainingData()) + ", "
                + provenance.epochs() + " epochs, seed " + provenance.seed());
        line("judged on", provenance.validationRows() + " rows of " + data(provenance.validationData()));
        new TreeMap<>(manifest.evaluation()).forEach((task, figures) -> line(task, figures(figures)));
        new TreeMap<>(manifest.gateMeans()).forEach((task, means) -> line("gate " + task, means.stream()
                .map((mean) -> String.format(Locale.ROOT, "%.3f", mean)).collect(Collectors.joining("  "))));
        this.out.println();
    }

    void print(FeatureSchema schema) {
        this.out.printf("%-24s %-8s %-18s %s%n", "feature", "side", "kind", "");
        for (FeatureField field : schema.fields()) {
            this.out.printf("%-24s %-8s %-18s %s%n", field.name(), field.side().label(),
                    kind(field), detail(field, schema));
        }
        this.out.println();
    }

    private void line(String label, String text) {
        this.out.printf("%-11s %s%n", label, text);
    }

    /** The architecture in words. */
    static String network(ModelSpec spec) {
        return switch (spec) {
            case ModelSpec.SharedBottomSpec shared ->
                "shared-bottom, bottom " + shared.bottom() + ", towers " + shared.tower();
            case ModelSpec.EsmmSpec esmm -> "esmm, " + switch (esmm.embeddings()) {
                case SHARED -> "";
                case TASK -> "embeddings of each task's own, ";
            } + "towers " + esmm.tower();
            case ModelSpec.MmoeSpec mmoe ->
                "mmoe, " + mmoe.experts() + " experts " + mmoe.expert() + ", " + switch (mmoe.gates()) {
                    case SHARED -> "one gate for all tasks, ";
                    case TASK -> "";
                } + "towers " + mmoe.tower();
        };
    }

    private static String data(@Nullable DataDigest data) {
        return (data == null) ? "no data" : data.file() + " (SHA-256 " + data.sha256().substring(0, 12) + ")";
    }

    private static String figures(Map<String, Double> figures) {
        return new TreeMap<>(figures).entrySet()
                .stream()
                .map((figure) -> figure.getKey() + " " + String.format(Locale.ROOT, "%.6g", figure.getValue()))
                .collect(Collectors.joining("  "));
    }

    /** The kind of a feature, as a recipe calls it. */
    static String kind(FeatureField field) {
        return switch (field) {
            case FeatureField.Categorical _ -> "categorical";
            case FeatureField.CategoricalList _ -> "categorical-list";
            case FeatureField.Numeric _ -> "numeric";
        };
    }

    /** How a feature's values become numbers. */
    static String detail(FeatureField field, FeatureSchema schema) {
        return switch (field) {
            case FeatureField.Categorical categorical -> table(categorical.tableName(), schema);
            case FeatureField.CategoricalList list ->
                table(list.tableName(), schema) + ", at most " + list.maximumLength() + " values";
            case FeatureField.Numeric numeric -> switch (numeric.normalizer()) {
                case Normalizer.Standard scale ->
                    "standard, mean " + (float) scale.mean() + ", deviation " + (float) scale.deviation();
                case Normalizer.Log1p scale ->
                    "log1p, mean " + (float) scale.mean() + ", deviation " + (float) scale.deviation();
                case Normalizer.MinMax scale -> "min-max, " + scale.minimum() + " to " + scale.maximum();
                case Normalizer.Buckets buckets -> (buckets.bounds().size() + 1) + " quantile buckets";
            };
        };
    }

    private static String table(String name, FeatureSchema schema) {
        Vocabulary vocabulary = schema.vocabularies().get(name);
        return "table " + name + switch (vocabulary) {
            case Vocabulary.Fitted fitted -> ", " + fitted.values().size() + " values";
            case Vocabulary.Hashed hashed -> ", hashed into " + hashed.buckets() + " buckets";
            case null -> "";
        };
    }

}
