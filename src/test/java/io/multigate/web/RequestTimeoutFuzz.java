package io.multigate.web;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.multigate.scoring.InvalidCallException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The headers of the deadline with any value, read a second time character by character and without limits. */
class RequestTimeoutFuzz {

    private static final Map<Character, Long> NANOSECONDS = Map.of('H', 3_600_000_000_000L, 'M', 60_000_000_000L, 'S',
            1_000_000_000L, 'm', 1_000_000L, 'u', 1_000L, 'n', 1L);

    static Stream<byte[]> headers() {
        return Stream.of("250m", "99999999H", "00000001S", "5M", "7u", "1n", "250", "0", "9999999999", "00000000001",
                "", "m", "1 m", "-1", "+1m", "1h", "1.5S", "0x1m", "1e3", "\u00b2m", "250m\n", "100000000n", " 5", "5 ")
                .map((value) -> value.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Timeout(10)
    @MethodSource("headers")
    @FuzzTest
    void aTimeoutIsWhatAnotherReaderSaysOrIsRefused(byte[] input) {
        String latin = new String(input, StandardCharsets.ISO_8859_1);
        requireRead(latin);
        requireRead(new String(input, StandardCharsets.UTF_8));
    }

    private static void requireRead(String value) {
        assertThat(nanoseconds(() -> RequestTimeout.milliseconds(RequestTimeout.OWN, value)))
                .isEqualTo(digits(value, 10).map((number) -> number.multiply(BigInteger.valueOf(1_000_000))));
        assertThat(nanoseconds(() -> RequestTimeout.grpc(value))).isEqualTo(grpc(value));
    }

    /** What is read; empty if it is refused, and nothing but a refusal may be thrown. */
    private static Optional<BigInteger> nanoseconds(Supplier<Duration> reader) {
        try {
            Duration duration = reader.get();
            return Optional.of(BigInteger.valueOf(duration.getSeconds())
                    .multiply(BigInteger.valueOf(1_000_000_000))
                    .add(BigInteger.valueOf(duration.getNano())));
        } catch (InvalidCallException refused) {
            assertThat(refused.faults()).hasSize(1);
            return Optional.empty();
        }
    }

    private static Optional<BigInteger> grpc(String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        int last = value.length() - 1;
        return Optional.ofNullable(NANOSECONDS.get(value.charAt(last)))
                .flatMap((unit) -> digits(value.substring(0, last), 8)
                        .map((number) -> number.multiply(BigInteger.valueOf(unit))));
    }

    private static Optional<BigInteger> digits(String value, int most) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < value.length(); i++) {
            int digit = "0123456789".indexOf(value.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            number = number.multiply(BigInteger.TEN).add(BigInteger.valueOf(digit));
        }
        return (value.isEmpty() || value.length() > most) ? Optional.empty() : Optional.of(number);
    }

}
