package io.multigate.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.multigate.inference.ScoringPlan;
import io.multigate.load.ExpectedAnswers;
import io.multigate.load.LiveModel;
import io.multigate.load.LoadOutcome;
import io.multigate.load.ReloadTrial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A model is reloaded again and again under load: no request fails, and each answer is that of the version it names. How long
 * the answers take is a measurement, see {@code src/docs/performance.md}; here it is only printed.
 */
@NeedsProgram("taskset")
class ReloadIT {

    private static final int CANDIDATES = 50;

    private static final int RELOADS = 20;

    private static final List<String> ONE_CORE = List.of("taskset", "-c", "0");

    /** Of models that were retired none may be left. */
    private long plans;

    @TempDir
    private Path models;

    @Test
    void everyAnswerUnderReloadsIsThatOfTheVersionItNames() throws Exception {
        ReloadTrial.Findings findings = run("reload", ONE_CORE, RELOADS, Duration.ofSeconds(4), Duration.ofSeconds(1),
                2);

        LoadOutcome all = ReloadTrial.Findings.all(findings.quiet()).and(ReloadTrial.Findings.all(findings.busy()));
        assertThat(all.faults()).isEmpty();
        assertThat(findings.versions()).as("versions that answered").isEqualTo(RELOADS);
        assertThat(this.plans).as("plans that a collection leaves").isBetween(1L, 3L);
    }

    /** The control: with every version kept loaded memory does grow, and the trend shows it. Only memory counts here. */
    @Test
    void aServiceThatKeepsEveryVersionIsFoundOut() throws Exception {
        ReloadTrial.Findings findings = run("leak", List.of(), 16, Duration.ofSeconds(2), Duration.ofMillis(500), 100,
                "--multigate.models.keep=100");

        assertThat(this.plans).isGreaterThan(16);
        assertThat(findings.liveHeap().flat()).as("%s", findings.liveHeap()).isFalse();
    }

    private ReloadTrial.Findings run(String name, List<String> prefix, int reloads, Duration window, Duration every,
            int onDisk,
            String... settings) throws Exception {
        LiveModel model = new LiveModel(this.models);
        model.write(1);
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.add("--multigate.models.directory=" + this.models);
        // However slow the machine that tests, nothing is turned away: what fails then fails for the reloads' sake.
        arguments.addAll(List.of("--multigate.admission.queue=5000", "--multigate.admission.target=30s",
                "--multigate.admission.deadline=60s"));
        try (RunningService service = RunningService.start(name, prefix, arguments.toArray(String[]::new))) {
            ExpectedAnswers expected = new ExpectedAnswers(CANDIDATES);
            double saturation = ReloadTrial.saturation(service.seen(), expected, Duration.ofSeconds(3));
            ReloadTrial.Findings findings = new ReloadTrial(service.seen(), model, saturation / 4, CANDIDATES, window,
                    every, reloads, onDisk, 1).run(2, System.out::println);
            System.out.println(findings);
            this.plans = service.seen().instances(ScoringPlan.class.getName());
            return findings;
        }
    }

}
