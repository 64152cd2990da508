package io.multigate.feature;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.multigate.feature.FeatureField.Categorical;
import io.multigate.feature.FeatureField.CategoricalList;
import io.multigate.feature.FeatureField.Numeric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FeatureEncoderTests {

    private static final FeatureSchema SCHEMA = new FeatureSchema(
            List.of(new Numeric("age", Side.USER, new Normalizer.Standard(40, 10)),
                    new CategoricalList("recent", Side.USER, "category", 3),
                    new Categorical("hour", Side.CONTEXT, "hour"),
                    new Categorical("category", Side.ITEM, "category"),
                    new Numeric("price", Side.ITEM, new Normalizer.Buckets(List.of(10.0, 20.0))),
                    new Numeric("views", Side.CROSS, new Normalizer.Log1p(0, 1))),
            Map.of("category", new Vocabulary.Fitted(List.of("shoes", "bags", "1", "true")), "hour",
                    new Vocabulary.Fitted(List.of("21"))));

    private final FeatureEncoder encoder = new FeatureEncoder(SCHEMA);

    @Test
    void eachSideHasItsOwnBlock() {
        assertThat(names(this.encoder.user())).containsExactly("age", "recent");
        assertThat(names(this.encoder.context())).containsExactly("hour");
        assertThat(names(this.encoder.candidates(1))).containsExactly("category", "price", "views");
        assertThat(names(this.encoder.rows(1))).hasSize(6);
    }

    @Test
    void valuesAreEncodedBySchema() {
        EncodedBatch batch = this.encoder.encode(new FeatureRequest(
                new FeatureRow(Map.of("age", 50, "recent", List.of("bags", "hats", "shoes", "bags"))),
                new FeatureRow(Map.of("hour", 21)),
                List.of(new FeatureRow(Map.of("category", "bags", "price", 20, "views", 0)),
                        new FeatureRow(Map.of("category", "shoes", "price", 20.5, "views", Math.E - 1)))));
        assertThat(batch.size()).isEqualTo(2);
        assertThat(batch.user().number(0, 0)).isEqualTo(1f);
        assertThat(list(batch.user(), 0, 0)).as("cut at its maximum length").containsExactly(3, Vocabulary.UNKNOWN, 2);
        assertThat(batch.context().id(0, 0)).isEqualTo(2);
        assertThat(batch.candidates().id(0, 0)).isEqualTo(3);
        assertThat(batch.candidates().id(0, 1)).isEqualTo(2);
        assertThat(batch.candidates().id(1, 1)).isEqualTo(3);
        assertThat(batch.candidates().number(1, 0)).isEqualTo(1f);
        assertThat(batch.user().counts().unknown(1)).isEqualTo(1);
    }

    @Test
    void absentNullAndEmptyAreMissing() {
        BlockEncoder rows = this.encoder.rows(1);
        rows.row(FeatureRow.EMPTY);
        rows.row(new FeatureRow(nulls()));
        rows.row(new FeatureRow(Map.of("hour", "", "category", "", "age", "", "recent", Arrays.asList("", null))));
        EncodedBlock block = rows.build();
        for (int row = 0; row < 3; row++) {
            assertThat(list(block, row, 0)).containsExactly(Vocabulary.MISSING);
            assertThat(block.id(row, 0)).isEqualTo(Vocabulary.MISSING);
            assertThat(block.id(row, 1)).isEqualTo(Vocabulary.MISSING);
            assertThat(block.id(row, 2)).as("the bucket of missing values").isZero();
            assertThat(block.number(row, 0)).as("the training mean").isZero();
        }
        for (int field = 0; field < 6; field++) {
            assertThat(block.counts().missing(field)).isEqualTo(3);
        }
    }

    @Test
    void aCategoryMeansTheSameAsStringIntegerOrBoolean() {
        BlockEncoder rows = this.encoder.candidates(1);
        for (Object value : List.of("1", 1, 1L, BigInteger.ONE)) {
            rows.row(new FeatureRow(Map.of("category", value)));
        }
        rows.row(new FeatureRow(Map.of("category", true)));
        rows.row(new FeatureRow(Map.of("category", "true")));
        EncodedBlock block = rows.build();
        assertThat(List.of(block.id(0, 0), block.id(1, 0), block.id(2, 0), block.id(3, 0))).containsOnly(4);
        assertThat(List.of(block.id(4, 0), block.id(5, 0))).containsOnly(5);
    }

    @Test
    void anUnknownValueIsCountedAndMapsToTheUnknownId() {
        BlockEncoder rows = this.encoder.candidates(1);
        rows.row(new FeatureRow(Map.of("category", "hats")));
        EncodedBlock block = rows.build();
        assertThat(block.id(0, 0)).isEqualTo(Vocabulary.UNKNOWN);
        assertThat(block.counts().unknown(0)).isEqualTo(1);
        assertThat(block.counts().missing(0)).isZero();
    }

    @Test
    void anUnrecognisedNameIsCountedAndIgnored() {
        BlockEncoder user = this.encoder.user();
        user.row(new FeatureRow(Map.of("colour", "red", "hour", 21)));
        assertThat(user.build().counts().unrecognised()).isEqualTo(2);
    }

    static List<Map<String, Object>> wrongKinds() {
        return List.of(Map.of("age", "old"), Map.of("age", true), Map.of("age", List.of(1)), Map.of("age", Map.of()),
                Map.of("hour", 1.5), Map.of("hour", List.of("21")), Map.of("recent", "shoes"), Map.of("recent", 1),
                Map.of("recent", List.of(1.5)), Map.of("recent", List.of(List.of("shoes"))),
                Map.of("age", Double.NaN), Map.of("age", Double.POSITIVE_INFINITY),
                Map.of("age", BigInteger.TEN.pow(400)));
    }

    @ParameterizedTest
    @MethodSource("wrongKinds")
    void aValueOfTheWrongKindIsAnError(Map<String, Object> values) {
        String feature = values.keySet().iterator().next();
        BlockEncoder rows = this.encoder.rows(1);
        assertThatThrownBy(() -> rows.row(new FeatureRow(values))).isInstanceOf(InvalidFeatureValueException.class)
                .hasMessageStartingWith("feature '" + feature + "' takes ");
    }

    @Test
    void aRowThatFailedIsWrittenOver() {
        BlockEncoder rows = this.encoder.rows(1);
        assertThatThrownBy(() -> rows.row(new FeatureRow(Map.of("category", "shoes", "recent", List.of("bags", 1.5)))))
                .isInstanceOf(InvalidFeatureValueException.class);
        rows.row(new FeatureRow(Map.of("recent", List.of("shoes"))));
        EncodedBlock block = rows.build();
        assertThat(block.rows()).isEqualTo(1);
        assertThat(block.id(0, 1)).isEqualTo(Vocabulary.MISSING);
        assertThat(list(block, 0, 0)).containsExactly(2);
    }

    @Test
    void aListThatIsGivenAgainStartsAnew() {
        BlockEncoder user = this.encoder.user();
        user.startRow();
        for (String value : List.of("shoes", "bags")) {
            user.startList(user.field("recent"));
            user.text(user.field("recent"), value);
            user.endList();
        }
        user.endRow();
        assertThat(list(user.build(), 0, 0)).containsExactly(3);
    }

    @Test
    void moreRowsThanExpectedFit() {
        BlockEncoder rows = this.encoder.rows(1);
        for (int i = 0; i < 100; i++) {
            rows.row(new FeatureRow(Map.of("age", i, "recent", List.of("bags", "shoes"), "price", i)));
        }
        EncodedBlock block = rows.build();
        for (int i = 0; i < 100; i++) {
            assertThat(block.number(i, 0)).isEqualTo((i - 40) / 10f);
            assertThat(list(block, i, 0)).containsExactly(3, 2);
        }
    }

    @Test
    void manyRequestsAreRowsThatEachBringTheirUser() {
        EncodedBatch batch = this.encoder.encode(List.of(
                new FeatureRequest(new FeatureRow(Map.of("age", 50, "category", "shoes")),
                        new FeatureRow(Map.of("hour", 21)),
                        List.of(new FeatureRow(Map.of("views", 0)), new FeatureRow(Map.of("category", "bags")))),
                new FeatureRequest(new FeatureRow(Map.of("recent", List.of("bags", "shoes"))), FeatureRow.EMPTY,
                        List.of(new FeatureRow(Map.of("category", "bags", "age", 60))))));
        EncodedBlock rows = batch.candidates();
        assertThat(batch.size()).isEqualTo(3);
        assertThat(List.of(rows.number(0, 0), rows.number(1, 0), rows.number(2, 0))).containsExactly(1f, 1f, 0f);
        assertThat(list(rows, 1, 0)).containsExactly(Vocabulary.MISSING);
        assertThat(list(rows, 2, 0)).containsExactly(3, 2);
        assertThat(List.of(rows.id(0, 0), rows.id(1, 0), rows.id(2, 0))).containsExactly(2, 2, Vocabulary.MISSING);
        assertThat(List.of(rows.id(0, 1), rows.id(1, 1), rows.id(2, 1))).containsExactly(Vocabulary.MISSING, 3, 3);
        assertThat(rows.counts().unrecognised()).as("a feature of another side, by row").isEqualTo(3);
    }

    private static Map<String, Object> nulls() {
        Map<String, Object> values = new HashMap<>();
        SCHEMA.fields().forEach((field) -> values.put(field.name(), null));
        return values;
    }

    private static List<String> names(BlockEncoder block) {
        return block.layout().fields().stream().map(FeatureField::name).toList();
    }

    private static List<Integer> list(EncodedBlock block, int row, int column) {
        Integer[] ids = new Integer[block.listLength(row, column)];
        Arrays.setAll(ids, (i) -> block.listId(row, column, i));
        return List.of(ids);
    }

}
