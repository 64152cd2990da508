package io.multigate.inference;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

/** The fast kernel computes what the plain one does, for layers and blocks of every shape around its tiles. */
class KernelTests {

    private static final int[] WIDTHS = {1, 2, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100};

    private static final int[] ROWS = {1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 16, 17, 31};

    private final Random random = new Random(1);

    private final Kernel fast = Kernels.FASTEST;

    private float[] draw(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = 2 * this.random.nextFloat() - 1;
        }
        return values;
    }

    private Rows rows(int count, int width) {
        Rows rows = Rows.of(count, width);
        System.arraycopy(draw(rows.values().length), 0, rows.values(), 0, rows.values().length);
        return rows;
    }

    private static Rows copy(Rows rows) {
        return new Rows(rows.values().clone(), rows.offset(), rows.stride());
    }

    private static void assertClose(Rows actual, Rows expected, int count, int width) {
        for (int row = 0; row < count; row++) {
            for (int unit = 0; unit < width; unit++) {
                float sum = expected.values()[expected.at(row) + unit];
                assertThat(actual.values()[actual.at(row) + unit]).as("row %d, unit %d", row, unit)
                        .isCloseTo(sum, within(2e-6f * Math.max(1, Math.abs(sum))));
            }
        }
    }

    /** Without the module the other tests would hold the plain kernel to itself. */
    @Test
    void theVectorInstructionsAreThere() {
        assertThat(this.fast.name()).startsWith("vector-");
    }

    @Test
    void layersOfEveryShapeAreComputedAlike() {
        for (int units : WIDTHS) {
            for (int inputs : new int[]{0, 1, 3, 40}) {
                for (int count : ROWS) {
                    int offset = this.random.nextInt(5);
                    int rectified = this.random.nextBoolean() ? units : 0;
                    Dense layer = new Dense(inputs, units, draw(offset + inputs * units), offset, draw(units),
                            rectified);
                    Rows x = rows(count, inputs + 3).from(3);
                    Rows expected = rows(count, units);
                    Rows actual = copy(expected);

                    Kernels.PLAIN.prepare(layer).run(x, expected, count);
                    this.fast.prepare(layer).run(x, actual, count);
                    assertClose(actual, expected, count, units);

                    Kernels.PLAIN.prepare(layer).add(x, expected, count);
                    this.fast.prepare(layer).add(x, actual, count);
                    assertClose(actual, expected, count, units);
                }
            }
        }
    }

    @Test
    void rowsBeyondTheBlockAreLeftAlone() {
        for (int count : ROWS) {
            Dense layer = new Dense(5, 20, draw(100), 0, draw(20), 20);
            Rows out = rows(count + 1, 20);
            float[] before = out.values().clone();

            this.fast.prepare(layer).run(rows(count, 5), out, count);

            assertThat(out.values()).endsWith(Arrays.copyOfRange(before, out.at(count), before.length));
        }
    }

    @Test
    void aLayerRectifiedInPartIsRefused() {
        Dense layer = new Dense(1, 2, draw(2), 0, draw(2), 1);

        assertThatIllegalArgumentException().isThrownBy(() -> this.fast.prepare(layer));
    }

    @Test
    void sumsOfEveryShapeAreComputedAlike() {
        for (int units : WIDTHS) {
            for (int rectified : new int[]{0, units / 3, units / 2, units}) {
                for (int count : ROWS) {
                    ItemParts parts = new ItemParts(count, units);
                    for (int row = 0; row < count; row++) {
                        parts.put(row, draw(units + row % 3), row % 3);
                    }
                    Rows alike = new Rows(draw(units + 1), 1, 0);
                    for (boolean inPlace : new boolean[]{false, true}) {
                        Rows expected = rows(count, units);
                        Rows actual = copy(expected);

                        Kernels.PLAIN.sum(inPlace ? expected : alike, parts, expected, count, units, rectified);
                        this.fast.sum(inPlace ? actual : alike, parts, actual, count, units, rectified);

                        assertThat(actual.values()).isEqualTo(expected.values());
                    }
                }
            }
        }
    }

    @Test
    void mixturesOfEveryWidthAreComputedAlike() {
        for (int width : WIDTHS) {
            for (int experts : new int[]{1, 2, 5}) {
                Rows outputs = rows(3 * experts, width);
                Rows expected = rows(3, width);
                Rows actual = copy(expected);
                float[] gates = draw(1 + 3 * experts);

                Kernels.PLAIN.mix(gates, 1, experts, outputs, 3 * outputs.stride(), expected, 3, width);
                this.fast.mix(gates, 1, experts, outputs, 3 * outputs.stride(), actual, 3, width);

                assertClose(actual, expected, 3, width);
            }
        }
    }

    @Test
    void exponentialsOfEveryLengthAreComputedAlikeWhereverTheyStand() {
        for (int length : WIDTHS) {
            float[] exponents = draw(length);
            for (int i = 0; i < length; i++) {
                exponents[i] = -80 * Math.abs(exponents[i]);
            }
            float[] expected = exponents.clone();
            float[] actual = exponents.clone();

            Kernels.PLAIN.exp(expected, length);
            this.fast.exp(actual, length);

            for (int i = 0; i < length; i++) {
                assertThat(actual[i]).isCloseTo(expected[i], withPercentage(2e-5));
                float[] alone = {exponents[i]};
                this.fast.exp(alone, 1);
                assertThat(actual[i]).isEqualTo(alone[0]);
            }
        }
    }

}
