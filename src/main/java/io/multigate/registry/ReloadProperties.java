package io.multigate.registry;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;

/**
 * How the model directory is followed: {@code multigate.reload}.
 *
 * @param enabled whether it is followed at all after the start
 * @param interval between two looks at it; the file system's own notices only make the next look come sooner, for network
 * file systems send none
 */
public record ReloadProperties(@DefaultValue("true") boolean enabled, @DefaultValue("10s") Duration interval) {

    private static final Duration LEAST = Duration.ofMillis(100);

    private static final Duration GREATEST = Duration.ofDays(1);

    public ReloadProperties {
        if (interval.compareTo(LEAST) < 0 || interval.compareTo(GREATEST) > 0) {
            throw new IllegalArgumentException("multigate.reload.interval is " + DurationStyle.SIMPLE.print(interval)
                    + "; it must be 100ms to 1d");
        }
    }

}
