package io.multigate.network;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.multigate.feature.FeatureSchema;
import io.multigate.model.ModelSpec;
import io.multigate.model.WeightShapes;

/**
 * A network on disk, as Deeplearning4j's {@code ModelSerializer} lays it out: a zip file of {@value #CONFIGURATION} and
 * {@value #COEFFICIENTS}. Reading trusts nothing in it: no byte of the file reaches ND4J's or Java's deserialisation.
 * The network is built from schema and spec; the stored configuration must be that network's, and the stored numbers
 * are read and checked here.
 */
public final class GraphFile {

    static final String CONFIGURATION = "configuration.json";

    static final String COEFFICIENTS = "coefficients.bin";

    /** Zip files begin their calendar here; a constant makes equal networks equal files. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private GraphFile() {}

    /** Stores a network; what bears on its training alone is left out if only this project knows of it. */
    public static void write(MultiTaskGraph graph, Path networkZip) {
        if (graph.isStorable()) {
            writeStorable(graph, networkZip);
        } else {
            try (MultiTaskGraph copy = graph.storableCopy()) {
                writeStorable(copy, networkZip);
            }
        }
    }

    private static void writeStorable(MultiTaskGraph graph, Path networkZip) {
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(networkZip));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(entry(CONFIGURATION));
            zip.write(graph.graph().getConfiguration().toJson().getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(entry(COEFFICIENTS));
            try (INDArray copy = graph.graph().params().dup()) {
                Coefficients.write(copy.data().asFloat(), zip);
            }
            zip.closeEntry();
        } catch (IOException ex) {
            throw new UncheckedIOException("cannot write " + networkZip, ex);
        }
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        return entry;
    }

    /**
     * Restores a network for scoring.
     * @throws InvalidGraphFileException if the file is not a network of this schema and spec
     */
    public static MultiTaskGraph read(Path networkZip, FeatureSchema schema, ModelSpec spec) {
        try (ZipFile zip = new ZipFile(networkZip.toFile())) {
            requireEntries(zip);
            byte[] configuration = content(zip, CONFIGURATION);
            float[] values = coefficients(zip, WeightShapes.count(schema, spec));
            return restore(StoredConfiguration.network(configuration, schema, spec), values);
        } catch (InvalidGraphFileException ex) {
            throw new InvalidGraphFileException(networkZip.getFileName() + ": " + ex.getMessage(), ex);
        } catch (FileSystemException | FileNotFoundException ex) {
            // Their messages begin with the path.
            throw new InvalidGraphFileException(networkZip.getFileName() + " cannot be opened", ex);
        } catch (IOException ex) {
            throw new InvalidGraphFileException(networkZip.getFileName() + " cannot be read: " + ex.getMessage(), ex);
        }
    }

    private static void requireEntries(ZipFile zip) {
        List<String> names = zip.stream().map(ZipEntry::getName).sorted().toList();
        if (!names.equals(List.of(COEFFICIENTS, CONFIGURATION))) {
            throw new InvalidGraphFileException(
                    "entries " + names + "; allowed are exactly " + List.of(COEFFICIENTS, CONFIGURATION));
        }
    }

    private static InputStream open(ZipFile zip, String name) throws IOException {
        return new BufferedInputStream(zip.getInputStream(zip.getEntry(name)));
    }

    private static byte[] content(ZipFile zip, String name) throws IOException {
        try (InputStream in = open(zip, name)) {
            byte[] content = in.readNBytes(StoredConfiguration.MAXIMUM_BYTES + 1);
            if (content.length > StoredConfiguration.MAXIMUM_BYTES) {
                throw new InvalidGraphFileException(
                        name + " inflates to more than " + StoredConfiguration.MAXIMUM_BYTES + " bytes");
            }
            return content;
        }
    }

    private static float[] coefficients(ZipFile zip, int count) throws IOException {
        try (InputStream in = open(zip, COEFFICIENTS)) {
            return Coefficients.read(in, count);
        } catch (InvalidGraphFileException ex) {
            throw new InvalidGraphFileException(COEFFICIENTS + ": " + ex.getMessage(), ex);
        }
    }

    private static MultiTaskGraph restore(MultiTaskGraph graph, float[] values) {
        INDArray parameters = graph.graph().params();
        try (INDArray stored = Nd4j.create(values, new long[]{1, values.length}, 'c')) {
            parameters.assign(stored.reshape(parameters.shape()));
            return graph;
        } catch (RuntimeException | Error ex) {
            graph.close();
            throw ex;
        }
    }

}
