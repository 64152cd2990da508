package io.multigate.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.zip.ZipException;

import io.multigate.bundle.InvalidBundleException;
import io.multigate.loading.LoadReport.Check;
import io.multigate.loading.LoadReport.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which failures may pass without the files being changed. */
class ChecksTests {

    /** One that a library throws when it understands nothing of what it read. */
    private static final class NoSuchSyntaxException extends IOException {

        private static final long serialVersionUID = 1L;

    }

    static List<IOException> passing() {
        return List.of(new IOException("Input/output error"),
                new FileSystemException("weights.safetensors", null, "Stale file handle"),
                new AccessDeniedException("weights.safetensors"),
                new FileNotFoundException("network.zip (Too many open files)"));
    }

    static List<IOException> lasting() {
        return List.of(new NoSuchFileException("weights.safetensors"), new EOFException(), new ZipException(),
                new MalformedInputException(1), new NoSuchSyntaxException());
    }

    private static Check failed(Step step, Throwable failure) {
        Checks checks = new Checks(System::nanoTime);
        assertThatExceptionOfType(Checks.FailedCheckException.class).isThrownBy(() -> checks.make(step, () -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw new InvalidBundleException("no good", failure);
        }));
        return checks.report().checks().getLast();
    }

    @Test
    void noReasonIsLongerThanAnyoneReads() {
        Checks checks = new Checks(System::nanoTime);
        assertThatExceptionOfType(Checks.FailedCheckException.class).isThrownBy(() -> checks.make(Step.WEIGHTS, () -> {
            throw new InvalidBundleException("x".repeat(999) + "\uD83D\uDE00".repeat(1_000));
        }));
        assertThat(checks.report().checks().getLast().detail()).isEqualTo("x".repeat(999) + " ...");
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aFailureOfTheFileSystemMayPass(IOException failure) {
        assertThat(failed(Step.WEIGHTS, failure).retryable()).isTrue();
        assertThat(failed(Step.WEIGHTS, new UncheckedIOException(failure)).retryable()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void whatIsWrongWithAFileLasts(IOException failure) {
        assertThat(failed(Step.WEIGHTS, failure).retryable()).isFalse();
    }

    @Test
    void aBundleTooDeepForTheStackFailsItsCheck() {
        Check check = failed(Step.SCHEMA, new StackOverflowError());

        assertThat(check.step()).isEqualTo(Step.SCHEMA);
        assertThat(check.retryable()).isFalse();
    }

    @Test
    void aFaultOfTheMachineFailsItsCheckAndMayPass() {
        Check check = failed(Step.WEIGHTS, new InternalError());

        assertThat(check.step()).isEqualTo(Step.WEIGHTS);
        assertThat(check.retryable()).isTrue();
    }

    @Test
    void aHeapThatRanOutIsAFailureOfMemoryAtAnyCheck() {
        for (Throwable failure : List.of(new OutOfMemoryError(), new IllegalStateException(new OutOfMemoryError()))) {
            Check check = failed(Step.WEIGHTS, failure);
            assertThat(check.step()).isEqualTo(Step.MEMORY);
            assertThat(check.retryable()).isTrue();
            assertThat(check.detail()).isEqualTo(
                    "the heap ran out at the check 'weights'; raise the heap (-Xmx), or unload a version");
        }
    }

}
