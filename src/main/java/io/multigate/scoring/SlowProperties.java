package io.multigate.scoring;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;

/**
 * Which calls are kept and logged as slow: {@code multigate.slow}.
 *
 * @param threshold from waiting for a thread to the end of rendering; zero keeps none
 */
public record SlowProperties(@DefaultValue("100ms") Duration threshold) {

    private static final Duration GREATEST = Duration.ofHours(1);

    public SlowProperties {
        if (threshold.isNegative() || threshold.compareTo(GREATEST) > 0) {
            throw new IllegalArgumentException("multigate.slow.threshold is " + DurationStyle.SIMPLE.print(threshold)
                    + "; it must be 0 to 1h");
        }
    }

}
