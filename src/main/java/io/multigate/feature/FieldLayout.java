package io.multigate.feature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the encoded values of some fields stand in the rows of an {@link EncodedBlock}. */
public final class FieldLayout {

    private final List<FeatureField> fields;

    private final Map<String, Integer> indexes;

    /** Column of each field among the ids, the lists or the numbers, whichever holds its kind. */
    private final int[] columns;

    private final int ids;

    private final int lists;

    private final int numbers;

    FieldLayout(List<FeatureField> fields) {
        this.fields = List.copyOf(fields);
        this.indexes = HashMap.newHashMap(fields.size());
        this.columns = new int[fields.size()];
        int idCount = 0;
        int listCount = 0;
        int numberCount = 0;
        for (int i = 0; i < this.columns.length; i++) {
            FeatureField field = this.fields.get(i);
            this.indexes.put(field.name(), i);
            this.columns[i] = switch (field) {
                case FeatureField.Categorical _ -> idCount++;
                case FeatureField.CategoricalList _ -> listCount++;
                case FeatureField.Numeric numeric when numeric.normalizer() instanceof Normalizer.Buckets -> idCount++;
                case FeatureField.Numeric _ -> numberCount++;
            };
        }
        this.ids = idCount;
        this.lists = listCount;
        this.numbers = numberCount;
    }

    /** The fields in the schema's order. */
    public List<FeatureField> fields() {
        return this.fields;
    }

    /** The index of a field in {@link #fields()}, or -1 when the layout lacks it. */
    public int indexOf(String name) {
        return this.indexes.getOrDefault(name, -1);
    }

    /** The column of a field among those of its kind: single ids, id lists or numbers. */
    public int column(int field) {
        return this.columns[field];
    }

    /** Single ids a row: categorical and bucketed features. */
    public int ids() {
        return this.ids;
    }

    /** Id lists a row. */
    public int lists() {
        return this.lists;
    }

    /** Scaled numbers a row. */
    public int numbers() {
        return this.numbers;
    }

}
