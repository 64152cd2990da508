package io.multigate.feature;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class BlockBufferTests {

    /** As many as an array can have, of which a test would take gigabytes. */
    @Test
    void arraysGrowToTheGreatestLengthAndNoFurther() {
        assertThat(BlockBuffer.longer(4, 5)).isEqualTo(8);
        assertThat(BlockBuffer.longer(0, 16)).isEqualTo(16);
        assertThat(BlockBuffer.longer(1 << 30, (1L << 30) + 1)).isEqualTo(Integer.MAX_VALUE - 8);
        assertThat(BlockBuffer.longer(1 << 30, Integer.MAX_VALUE - 8L)).isEqualTo(Integer.MAX_VALUE - 8);
        assertThatIllegalStateException().isThrownBy(() -> BlockBuffer.longer(1 << 30, 1L << 31))
                .withMessage("rows hold at most 2147483639 values of a kind; these are more");
    }

}
