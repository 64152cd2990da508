package io.multigate.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.multigate.bundle.BundleReader;
import io.multigate.bundle.ModelBundle;
import io.multigate.feature.FeatureSchema;
import io.multigate.model.ModelManifest;
import io.multigate.model.ModelManifest.DataDigest;
import io.multigate.network.TrainingResult;
import io.multigate.report.ReportContents;
import io.multigate.report.ReportContents.Epoch;
import io.multigate.report.ReportContents.FeatureLine;
import io.multigate.report.ReportContents.LossCurve;
import io.multigate.report.ReportPage;
import io.multigate.training.ModelEvaluation;
import io.multigate.training.ModelTraining;

/** Puts together what a report is about, and has it written. */
final class Reports {

    private Reports() {}

    /**
     * Writes the report of a training run beside its version, which itself holds nothing but a bundle's files.
     * @return the page
     */
    static Path write(ModelTraining.Outcome outcome, ModelTraining.Version version) {
        ModelManifest manifest = BundleReader.readManifest(version.directory());
        FeatureSchema schema = BundleReader.readSchema(version.directory(), manifest);
        DataDigest judged = manifest.provenance().validationData();
        if (judged == null) {
            throw new IllegalStateException(version.directory() + " was judged on no data");
        }
        Path page = version.directory().resolveSibling("report-" + manifest.id().version() + ".html");
        ReportPage.write(new ReportContents(manifest, ModelSheet.network(manifest.spec()), features(schema), judged,
                outcome.report(), version.evidence(), Optional.of(losses(outcome.result()))), page);
        return page;
    }

    /** Writes the report of an evaluation, if evidence was gathered for one. */
    static void write(ModelBundle bundle, DataDigest judged, ModelEvaluation.Outcome outcome, Path page) {
        outcome.evidence()
                .ifPresent((evidence) -> ReportPage.write(new ReportContents(bundle.manifest(),
                        ModelSheet.network(bundle.manifest().spec()), features(bundle.schema()), judged,
                        outcome.report(), evidence, Optional.empty()), page));
    }

    private static List<FeatureLine> features(FeatureSchema schema) {
        return schema.fields()
                .stream()
                .map((field) -> new FeatureLine(field.name(), field.side().label(),
                        ModelSheet.kind(field), ModelSheet.detail(field, schema)))
                .toList();
    }

    private static LossCurve losses(TrainingResult result) {
        return new LossCurve(
                result.losses().stream().map((loss) -> new Epoch(loss.train(), loss.validation())).toList(),
                result.bestEpoch());
    }

}
