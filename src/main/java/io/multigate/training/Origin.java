package io.multigate.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import io.multigate.bundle.Sha256;
import io.multigate.model.ModelManifest.DataDigest;

/** What a manifest says of where a model came from. */
final class Origin {

    private Origin() {}

    static DataDigest digest(Path file) {
        try {
            return new DataDigest(file.getFileName().toString(), Sha256.of(file));
        } catch (IOException ex) {
            throw new UncheckedIOException(file + " cannot be read", ex);
        }
    }

    /** Versions of what makes a model. */
    static Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        versions.put("jdk", Runtime.version().toString());
        String own = Origin.class.getPackage().getImplementationVersion();
        versions.put("multigate", (own != null) ? own : "unpackaged");
        versions.put("deeplearning4j", artifactVersion("org.deeplearning4j", "deeplearning4j-nn"));
        return versions;
    }

    /** Read from the file that Maven puts into every jar, for one library says nothing of itself in its manifest. */
    private static String artifactVersion(String group, String artifact) {
        String resource = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try (InputStream in = Origin.class.getResourceAsStream(resource)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException ex) {
            throw new UncheckedIOException(resource + " cannot be read", ex);
        }
    }

}
