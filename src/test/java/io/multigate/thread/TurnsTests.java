package io.multigate.thread;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

@EnabledOnOs(OS.LINUX)
class TurnsTests {

    private static final Path STATISTICS = Path.of("/proc/thread-self/sched");

    @ParameterizedTest
    @CsvSource({"SHORT, 0", "LONG, 5", "BACKGROUND, 10"})
    void onlyTheThreadThatAsksGivesWay(Turns turns, int nicer) throws Exception {
        int before = nice();

        assertThat(within(() -> {
            turns.take();
            return nice();
        })).isEqualTo(before + nicer);
        assertThat(nice()).isEqualTo(before);
    }

    @Test
    void noThreadIsNicerThanLinuxKnows() throws Exception {
        assertThat(within(() -> {
            for (int i = 0; i < 4; i++) {
                Turns.BACKGROUND.take();
            }
            return nice();
        })).isEqualTo(19);
    }

    @ParameterizedTest
    @CsvSource({"SHORT, 100000", "LONG, 100000000", "BACKGROUND, 100000000"})
    void turnsAreAsLongAsAsked(Turns turns, long nanoseconds) throws Exception {
        assumeLinuxTells();

        assertThat(within(() -> {
            turns.take();
            return slice();
        })).isEqualTo(nanoseconds);
    }

    @ParameterizedTest
    @CsvSource({"SHORT, true", "LONG, false", "BACKGROUND, false"})
    void onlyShortTurnsAreInherited(Turns turns, boolean inherited) throws Exception {
        assumeLinuxTells();
        long before = slice();

        assertThat(within(() -> {
            turns.take();
            return within(TurnsTests::slice);
        })).isEqualTo(inherited ? 100_000 : before);
    }

    /** It must be built to, and 6.12 is the first that lets a thread choose. */
    private static void assumeLinuxTells() throws IOException {
        int[] release = Pattern.compile("\\D+")
                .splitAsStream(Files.readString(Path.of("/proc/sys/kernel/osrelease")))
                .limit(2)
                .mapToInt(Integer::parseInt)
                .toArray();
        assumeThat(Arrays.compare(release, new int[]{6, 12})).isNotNegative();
        assumeThat(STATISTICS).exists();
    }

    private static <T> T within(Callable<T> turn) throws InterruptedException, ExecutionException {
        FutureTask<T> thread = new FutureTask<>(turn);
        Thread.ofPlatform().start(thread);
        return thread.get();
    }

    /** The nineteenth field of the thread's status, the seventeenth after the name, which may hold anything. */
    private static int nice() throws IOException {
        String status = Files.readString(Path.of("/proc/thread-self/stat"));
        return Integer.parseInt(status.substring(status.lastIndexOf(')') + 2).split(" ", -1)[16]);
    }

    private static long slice() throws IOException {
        String statistics = Files.readString(STATISTICS);
        return Long.parseLong(statistics.replaceAll("(?s).*\\nse\\.slice +: +(\\d+).*", "$1"));
    }

}
