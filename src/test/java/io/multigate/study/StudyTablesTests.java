package io.multigate.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Means, deviations and verdicts, on figures that can be checked by hand. */
class StudyTablesTests {

    private static final Study.Measure AUC = new Study.Measure("ctr", "auc", "CTR AUC");

    private static final Study.Measure OTHER = new Study.Measure("cvr", "auc", "CVR AUC");

    private static final Study.Member PLAIN = new Study.Member("plain", "Plain", "",
            Map.of("ctr.auc", Published.parse(".71 ± .01").orElseThrow()));

    private static final Study.Member BARE = new Study.Member("bare", "Bare", "", Map.of());

    private static final Study STUDY = new Study("tiny", "Two models", Path.of("a"), Path.of("b"), List.of(1L, 2L, 3L),
            List.of(PLAIN, BARE), List.of(AUC, OTHER));

    private static RunResult result(String member, long seed, double auc, Double... losses) {
        return new RunResult("", member, seed, losses.length, 1, List.of(losses), 30,
                Map.of("ctr", Map.of("auc", auc)));
    }

    @Test
    void aMemberHasTheMeanAndTheSampleDeviationOfItsTrainings() {
        List<RunResult> results = List.of(result("plain", 1, 0.70), result("bare", 1, 0.5), result("plain", 2, 0.72),
                result("plain", 3, 0.74));

        assertThat(new StudyTables(STUDY, results).markdown()).isEqualTo("""
                # Two models

                |  | CTR AUC | CVR AUC |
                | --- | --- | --- |
                | Plain | 0.7200 ± 0.0200 | - |
                | Bare | 0.5000 | - |

                Mean ± standard deviation over the seeds 1, 2, 3; 4 of 6 trainings, 2.0 minutes.

                ## Beside published figures

                |  | measure | here | published | within two standard deviations, or better |
                | --- | --- | --- | --- | --- |
                | Plain | CTR AUC | 0.7200 ± 0.0200 | .71 ± .01 | yes (+1.0) |

                In brackets: the distance from the published mean in published standard deviations.
                """);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            .80 ± .01,  auc,     0.781, yes (-1.9)
            .80 ± .01,  auc,     0.779, no (-2.1)
            .80 ± .01,  auc,     0.90,  yes (+10.0)
            .80 ± .01,  logLoss, 0.821, no (+2.1)
            .80 ± .01,  logLoss, 0.70,  yes (-10.0)
            .80 ± .01,  ece,     0.70,  yes (-10.0)
            .80 ± .01,  mse,     0.70,  yes (-10.0)
            .80 ± .01,  rmse,    0.70,  yes (-10.0)
            .80 ± .01,  rmse,    0.821, no (+2.1)
            .80 ± .01,  r2,      0.90,  yes (+10.0)
            .80 ± .01,  r2,      0.779, no (-2.1)
            -.05 ± .01, r2,      -.069, yes (-1.9)
            -.05 ± .01, r2,      -.071, no (-2.1)
            .80 ± .01,  truthAuc, 0.90, yes (+10.0)
            .80 ± .01,  truthCorrelation, 0.90, yes (+10.0)
            .80 ± .01,  truthBias, 0.83, no (+3.0)
            .80 ± .01,  copc,    0.819, yes (+1.9)
            .80 ± .01,  copc,    0.83,  no (+3.0)
            .80 ± .01,  copc,    0.77,  no (-3.0)
            .80 ± .01,  auc,     NaN,   ''
            .80,        auc,     0.90,  ''
            >= .993,    auc,     0.993, yes
            >= .993,    auc,     0.992, no
            """)
    void theBetterSideHasNoEnd(String published, String figure, double mean, String verdict) {
        assertThat(Published.parse(published).orElseThrow().reachedBy(mean, new Study.Measure("ctr", figure, "")))
                .isEqualTo(verdict);
    }

    @Test
    void lossesAreAveragedAsFarAsAllTrainingsWent() {
        List<RunResult> results = List.of(result("plain", 1, 0.7, 0.5, 0.3, 0.2), result("plain", 2, 0.7, 0.7, 0.4),
                result("bare", 1, 0.7));

        Map<String, List<Double>> curves = new StudyPlots(STUDY, results).lossCurves();

        assertThat(curves).containsOnlyKeys("Plain");
        List<Double> plain = curves.getOrDefault("Plain", List.of());
        assertThat(plain).usingComparatorForType(new DoubleComparator(1e-12), Double.class).containsExactly(0.6, 0.35);
    }

    @Test
    void onlyWhatWasMeasuredIsDrawn() {
        assertThat(new StudyPlots(STUDY, List.of(result("plain", 1, 0.7))).draw()).containsOnlyKeys("ctr.auc.svg");
        assertThat(new StudyPlots(STUDY, List.of(result("plain", 1, 0.7, 0.5))).draw())
                .containsOnlyKeys("ctr.auc.svg", "validation-loss.svg");
    }

}
