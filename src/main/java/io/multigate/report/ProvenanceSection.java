package io.multigate.report;

import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.multigate.model.ModelManifest;
import io.multigate.model.ModelManifest.DataDigest;
import io.multigate.model.ModelManifest.Provenance;

/** Everything that it takes to make the version again, and to know it again. */
final class ProvenanceSection {

    private ProvenanceSection() {}

    static Html of(ReportContents contents) {
        ModelManifest manifest = contents.manifest();
        Provenance provenance = manifest.provenance();
        Table facts = new Table("", "")
                .row("created", provenance.created().toString())
                .row("trained", manifest.trained() ? "yes" : "no: an initialised network that saw no data")
                .row("training data", data(provenance.trainingData()))
                .row("training rows", Numbers.count(provenance.trainingRows()))
                .row("validation data", data(provenance.validationData()))
                .row("validation rows", Numbers.count(provenance.validationRows()))
                .row("this report's data", data(contents.judged()))
                .row("recipe's SHA-256", provenance.recipeSha256())
                .row("schema's fingerprint", manifest.schemaFingerprint())
                .row("seed", Long.toString(provenance.seed()))
                .row("epochs", Integer.toString(provenance.epochs()));
        new TreeMap<>(provenance.versions()).forEach((name, version) -> facts.row("version of " + name, version));
        Table files = new Table("file", "#bytes", "SHA-256");
        new TreeMap<>(manifest.files()).forEach((name, file) -> files.row(name, Numbers.count(file.size()),
                file.sha256()));
        return Html.all(Html.element("div", facts.html(), files.html()).with("class", "digests"));
    }

    private static String data(@Nullable DataDigest data) {
        return (data == null) ? "none" : data.file() + ", SHA-256 " + data.sha256();
    }

}
