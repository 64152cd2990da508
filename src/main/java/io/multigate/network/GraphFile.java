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

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

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
            return restore(zip, schema, spec);
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

    /** Reads the coefficients into the array that becomes the network's own: they are as large as all else together. */
    private static MultiTaskGraph restore(ZipFile zip, FeatureSchema schema, ModelSpec spec) throws IOException {
        byte[] configuration = content(zip, CONFIGURATION);
        NativeThreads.confine();
        INDArray parameters = Nd4j.createUninitialized(DataType.FLOAT, 1, WeightShapes.count(schema, spec));
        try {
            fill(parameters, zip);
            return StoredConfiguration.network(configuration, schema, spec, parameters);
        } catch (IOException | RuntimeException | Error ex) {
            parameters.close();
            throw ex;
        }
    }

    private static void fill(INDArray parameters, ZipFile zip) throws IOException {
        try (InputStream in = open(zip, COEFFICIENTS)) {
            Coefficients.read(in, Math.toIntExact(parameters.length()),
                    (from, values) -> put(values, parameters, from));
        } catch (InvalidGraphFileException ex) {
            throw new InvalidGraphFileException(COEFFICIENTS + ": " + ex.getMessage(), ex);
        }
    }

    private static void put(float[] values, INDArray parameters, int from) {
        try (INDArray block = Nd4j.create(values, new long[]{1, values.length}, 'c')) {
            parameters.get(NDArrayIndex.all(), NDArrayIndex.interval(from, (long) from + values.length)).assign(block);
        }
    }

}
