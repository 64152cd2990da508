package io.multigate.scoring;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import io.multigate.model.ModelId;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * Shows Prometheus what all model versions predicted. Micrometer's summaries take one value a call and have buckets from
 * 1 on; these histograms hold thousands of values a call, all below 1.
 */
final class PredictionCollector implements MultiCollector {

    private final Supplier<Collection<PredictionStatistics>> versions;

    PredictionCollector(Supplier<Collection<PredictionStatistics>> versions) {
        this.versions = versions;
    }

    @Override
    public MetricSnapshots collect() {
        HistogramSnapshot.Builder predictions = HistogramSnapshot.builder()
                .name("multigate_prediction")
                .help("Predicted probabilities, one value a candidate");
        HistogramSnapshot.Builder weights = HistogramSnapshot.builder()
                .name("multigate_gate_weight")
                .help("Weights that a task's gate gives each expert, one value a candidate");
        HistogramSnapshot.Builder entropies = HistogramSnapshot.builder()
                .name("multigate_gate_entropy")
                .help("Entropy of a task's gate as a share of its maximum ln(experts), one value a candidate");
        CounterSnapshot.Builder tops = CounterSnapshot.builder()
                .name("multigate_gate_top")
                .help("Candidates for which the expert had the greatest weight in the task's gate");
        GaugeSnapshot.Builder shifts = GaugeSnapshot.builder()
                .name("multigate_gate_shift")
                .help("Jensen-Shannon divergence in bits of the last 10,000 candidates' mean gate weights from those of"
                        + " the model's evaluation");
        for (PredictionStatistics version : this.versions.get()) {
            addPredictions(predictions, version);
            version.gates().ifPresent((gates) -> {
                Labels labels = labels(version.id());
                GateStatistics.Counted counted = gates.counted();
                for (int task = 0; task < gates.tasks().size(); task++) {
                    Labels taskLabels = labels.add("task", gates.tasks().get(task));
                    entropies.dataPoint(histogram(counted.entropies(), task, taskLabels));
                    gates.shift(task).ifPresent((shift) -> shifts.dataPoint(gauge(shift, taskLabels)));
                    for (int expert = 0; expert < gates.experts(); expert++) {
                        int series = task * gates.experts() + expert;
                        Labels expertLabels = taskLabels.add("expert", Integer.toString(expert));
                        weights.dataPoint(histogram(counted.weights(), series, expertLabels));
                        tops.dataPoint(CounterDataPointSnapshot.builder()
                                .value((double) counted.tops()[series])
                                .labels(expertLabels)
                                .build());
                    }
                }
            });
        }
        return new MetricSnapshots(
                List.of(predictions.build(), weights.build(), entropies.build(), tops.build(), shifts.build()));
    }

    private static void addPredictions(HistogramSnapshot.Builder histograms, PredictionStatistics version) {
        Tally counted = version.counted();
        for (int series = 0; series < version.series().size(); series++) {
            histograms.dataPoint(
                    histogram(counted, series, labels(version.id()).add("task", version.series().get(series))));
        }
    }

    private static GaugeDataPointSnapshot gauge(double value, Labels labels) {
        return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
    }

    private static HistogramDataPointSnapshot histogram(Tally tally, int series, Labels labels) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int bucket = 0; bucket < tally.buckets().size(); bucket++) {
            buckets.bucket(tally.buckets().bound(bucket), tally.count(series, bucket));
        }
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(tally.sum(series))
                .labels(labels)
                .build();
    }

    private static Labels labels(ModelId id) {
        return Labels.of("model", id.name(), "version", Integer.toString(id.version()));
    }

}
