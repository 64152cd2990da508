package io.multigate.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureSchema;

/** One input array of a network. */
sealed interface NetworkInput {

    /** The name of its vertex. */
    String vertex();

    /**
     * A row's scaled numbers side by side: [rows, features].
     * @param fields at least one, which follow each other in the schema
     */
    record ScaledNumbers(List<FeatureField> fields) implements NetworkInput {

        public ScaledNumbers {
            fields = List.copyOf(fields);
        }

        @Override
        public String vertex() {
            return "number." + this.fields.getFirst().name();
        }

    }

    /**
     * The ids of every feature that looks up one table, the features' rows below each other, since a table can belong
     * to one layer only: [features x rows, 1], or [features x rows, longest list] when one of them is a list.
     * @param table the embedding table
     * @param rowCount its rows
     * @param fields the features that share it
     */
    record Table(String table, int rowCount, List<FeatureField> fields) implements NetworkInput {

        public Table {
            fields = List.copyOf(fields);
        }

        @Override
        public String vertex() {
            return "ids." + this.table;
        }

        /** Whether the ids come as lists whose embeddings are averaged. */
        boolean lists() {
            return this.fields.stream().anyMatch(FeatureField.CategoricalList.class::isInstance);
        }

    }

    /**
     * The inputs of a schema, in the order in which its features first need them. An array costs a step some ten
     * microseconds, so in training numbers that follow each other share one; a stored network has one a number.
     */
    static List<NetworkInput> of(FeatureSchema schema, GraphBuilding.Use use) {
        Map<String, Integer> rows = schema.tableRows();
        Map<String, NetworkInput> inputs = new LinkedHashMap<>();
        List<FeatureField> numbers = new ArrayList<>();
        for (FeatureField field : schema.fields()) {
            boolean number = field.table().isEmpty();
            if (!number || use == GraphBuilding.Use.STORING) {
                numbers.clear();
            }
            if (number) {
                numbers.add(field);
            }
            NetworkInput input = field.table()
                    .<NetworkInput>map((table) -> new Table(table, rows.getOrDefault(table, 0),
                            schema.fields((other) -> other.table().filter(table::equals).isPresent())))
                    .orElseGet(() -> new ScaledNumbers(numbers));
            inputs.put(input.vertex(), input);
        }
        return new ArrayList<>(inputs.values());
    }

}
