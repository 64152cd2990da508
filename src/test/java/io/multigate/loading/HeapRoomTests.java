package io.multigate.loading;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import io.multigate.bundle.InvalidBundleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HeapRoomTests {

    private static final Duration SOON = Duration.ofMillis(200);

    private static final Duration LONG = Duration.ofSeconds(30);

    private final HeapRoom room = new HeapRoom(() -> 100);

    private HeapRoom.Claim taken(long needed) {
        HeapRoom.Claim claim = this.room.claim();
        claim.take(needed);
        return claim;
    }

    private CompletableFuture<HeapRoom.Claim> takenLater(long needed) {
        return CompletableFuture.supplyAsync(() -> taken(needed), Thread::startVirtualThread);
    }

    @Test
    void loadsAtOnceShareTheRoom() {
        HeapRoom.Claim first = taken(60);
        HeapRoom.Claim second = taken(40);

        CompletableFuture<HeapRoom.Claim> third = takenLater(50);
        first.close();

        assertThat(third).succeedsWithin(LONG);
        second.close();
    }

    @Test
    void whatFitsOnceTheOthersHaveEndedWaitsForThem() {
        HeapRoom.Claim first = taken(60);
        CompletableFuture<HeapRoom.Claim> second = takenLater(50);
        assertThat(second).failsWithin(SOON).withThrowableOfType(TimeoutException.class);

        first.close();

        assertThat(second).succeedsWithin(LONG);
    }

    @Test
    void whatNeverFitsIsRefused() {
        taken(60).close();

        assertThatExceptionOfType(InvalidBundleException.class).isThrownBy(() -> taken(101))
                .withMessageContaining(HeapRoom.ADVICE);
        taken(100).close();
    }

    /** Asks for more than is free, for as much again once it is, and for more than there is. */
    static final class HoldAndRelease {

        private static final int MEGABYTE = 1 << 20;

        private HoldAndRelease() {}

        public static void main(String[] arguments) {
            List<byte[]> held = new ArrayList<>();
            for (int i = 0; i < 240; i++) {
                held.add(new byte[MEGABYTE / 4]);
            }
            System.out.println(held.size() + " held: " + fits(110L));
            System.gc();
            System.out.println(held.size() + " held: " + fits(110L));
            held.clear();
            System.out.println(held.size() + " held: " + fits(110L));
            long before = collections();
            System.out.println("more than there is: " + fits(1_000L) + ", collections " + (collections() - before));
        }

        private static long collections() {
            return ManagementFactory.getGarbageCollectorMXBeans()
                    .stream()
                    .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                    .sum();
        }

        private static boolean fits(long megabytes) {
            try {
                HeapRoom.require(megabytes * MEGABYTE, HeapRoom::free);
                return true;
            } catch (InvalidBundleException _) {
                return false;
            }
        }

    }

    /** Whatever collects the heap: seen in virtual machines of 128 MB. */
    @ParameterizedTest
    @ValueSource(strings = {"Serial", "Parallel", "G1", "Z"})
    void whatIsHeldIsNotFreeAndWhatWasReleasedIs(String collector) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), "-Xmx128m",
                "-XX:+Use" + collector + "GC", HoldAndRelease.class.getName()).redirectErrorStream(true).start();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines()).containsExactly("240 held: false", "240 held: false", "0 held: true",
                "more than there is: false, collections 0");
    }

}
