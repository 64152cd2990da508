package io.multigate.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.multigate.feature.FeatureSchema;

/**
 * The names and shapes of a model's weights: {@code embedding.<table>}, or {@code embedding.<task>.<table>} where
 * towers share none, [rows, width]; {@code bottom.<layer>}, {@code expert.<number>.<layer>}, {@code gate.<task>}, or
 * one {@code gate} for all tasks, and {@code tower.<task>.<layer>}, each with {@code .weight} [inputs, units] and
 * {@code .bias} [units]. The last layer of a tower is its one unit. Numbers start at 0.
 */
public final class WeightShapes {

    /** How the names of all embeddings begin, and those of no other weights. */
    public static final String EMBEDDING = "embedding.";

    /** How the names of a shared bottom's weights begin. */
    public static final String BOTTOM = "bottom";

    /** Weights that a model may have: several times what any sensible one has, and few enough to name each. */
    private static final int MOST = 1 << 17;

    private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();

    private WeightShapes() {}

    /**
     * The shapes of every weight of a model, by name.
     * @throws IllegalArgumentException if the spec lacks the width of a table, wants too many weights, or two of
     * them would bear one name
     */
    public static Map<String, List<Integer>> of(FeatureSchema schema, ModelSpec spec) {
        requireFew(schema, spec);
        WeightShapes all = new WeightShapes();
        for (EmbeddingSet set : EmbeddingSet.of(spec)) {
            schema.tableRows()
                    .forEach((table, rows) -> all.put(set.weight(table),
                            List.of(rows, InputLayout.width(spec, table))));
        }
        int input = InputLayout.of(schema, spec).width();
        int towerInput = switch (spec) {
            case ModelSpec.SharedBottomSpec shared -> all.layers(BOTTOM, input, shared.bottom());
            case ModelSpec.EsmmSpec _ -> input;
            case ModelSpec.MmoeSpec mmoe -> all.mixture(input, mmoe);
        };
        for (Task task : spec.tasks()) {
            int units = all.layers(tower(task), towerInput, spec.tower());
            all.layer(tower(task) + "." + spec.tower().size(), units, 1);
        }
        return Collections.unmodifiableMap(all.shapes);
    }

    /** How the names of an expert's weights begin; numbers start at 0. */
    public static String expert(int number) {
        return "expert." + number;
    }

    /** How the names of a task's tower's weights begin. */
    public static String tower(Task task) {
        return "tower." + task.name();
    }

    /** Counts the weights before any is named: one number in a manifest can ask for more than the heap holds. */
    private static void requireFew(FeatureSchema schema, ModelSpec spec) {
        long layers = switch (spec) {
            case ModelSpec.SharedBottomSpec shared -> shared.bottom().size();
            case ModelSpec.EsmmSpec _ -> 0;
            case ModelSpec.MmoeSpec mmoe -> (long) mmoe.experts() * mmoe.expert().size() + mmoe.gateNames().size();
        };
        layers += spec.tasks().size() * (spec.tower().size() + 1L);
        long wanted = (long) EmbeddingSet.of(spec).size() * schema.tableRows().size() + 2 * layers;
        if (wanted > MOST) {
            throw new IllegalArgumentException(
                    "the spec wants " + wanted + " weights; at most " + MOST + " are allowed");
        }
    }

    /**
     * How many numbers all weights of a model are.
     * @throws ArithmeticException if they are more than one array can hold
     */
    public static int count(FeatureSchema schema, ModelSpec spec) {
        return Math.toIntExact(of(schema, spec).values()
                .stream()
                .mapToLong((shape) -> shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact))
                .sum());
    }

    private int mixture(int input, ModelSpec.MmoeSpec spec) {
        int units = 0;
        for (int expert = 0; expert < spec.experts(); expert++) {
            units = layers(expert(expert), input, spec.expert());
        }
        for (String gate : spec.gateNames()) {
            layer(gate, input, spec.experts());
        }
        return units;
    }

    private int layers(String prefix, int input, List<Integer> units) {
        int width = input;
        for (int i = 0; i < units.size(); i++) {
            layer(prefix + "." + i, width, units.get(i));
            width = units.get(i);
        }
        return width;
    }

    private void layer(String name, int inputs, int units) {
        put(name + ".weight", List.of(inputs, units));
        put(name + ".bias", List.of(units));
    }

    private void put(String name, List<Integer> shape) {
        if (this.shapes.put(name, shape) != null) {
            throw new IllegalArgumentException("two weights would bear the name '" + name + "'");
        }
    }

}
