package io.multigate.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.bytedeco.javacpp.Pointer;

import io.multigate.feature.EncodedBatch;
import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;
import io.multigate.model.WeightShapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What networks take of the memory outside the heap: a program, for in a virtual machine of its own nothing else grows. */
final class NativeMemory {

    private NativeMemory() {}

    /** Takes a way to use networks and a folder to write them to; says what is left of them, or was there at most. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Path.of(arguments[1], "network.zip");
        ModelSpec spec = spec(1024, 1024);
        switch (arguments[0]) {
            case "closed" -> repeat(() -> restoreAndClose(spec, TinyShop.rows(50, 3).rows()));
            case "of another spec" -> {
                write(file, "{}", spec, 1);
                repeat(() -> refuse(file, spec, "configuration.json is not that of the spec"));
            }
            case "not finite" -> {
                write(file, configuration(spec), spec, Float.NaN);
                repeat(() -> refuse(file, spec, "is NaN"));
            }
            case "restored" -> restore(file, spec(3000, 3000, 3000));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static ModelSpec spec(Integer... tower) {
        return new ModelSpec.EsmmSpec(TinyShop.TASKS, TinyShop.widths(), List.of(tower));
    }

    /** 60 networks of 9 MB of parameters. */
    private static void repeat(Runnable network) {
        network.run();
        long collections = fullCollections();
        long bytes = Pointer.physicalBytes();
        for (int i = 0; i < 60; i++) {
            network.run();
        }
        System.out.println(fullCollections() - collections + " full collections");
        System.out.println(((Pointer.physicalBytes() - bytes) >> 20) + " MB");
    }

    private static void restoreAndClose(ModelSpec spec, EncodedBatch batch) {
        try (MultiTaskGraph graph = MultiTaskGraph.storable(TinyShop.schema(), spec,
                TinyShop.options(Objective.CLICK_SPACE))) {
            new GraphScorer(graph).score(batch);
        }
    }

    private static void refuse(Path file, ModelSpec spec, String reason) {
        assertThatExceptionOfType(InvalidGraphFileException.class)
                .isThrownBy(() -> GraphFile.read(file, TinyShop.schema(), spec))
                .withMessageContaining(reason);
    }

    /** Of the collector that stops every thread until the whole heap has been looked at. */
    private static long fullCollections() {
        return ManagementFactory.getGarbageCollectorMXBeans()
                .stream()
                .filter((collector) -> collector.getName().matches("G1 Old Generation|MarkSweepCompact|PS MarkSweep"))
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private static void restore(Path file, ModelSpec spec) throws IOException, InterruptedException {
        write(file, configuration(spec), spec, 1);
        long bytes = (long) Float.BYTES * WeightShapes.count(TinyShop.schema(), spec);
        AtomicLong most = new AtomicLong();
        Thread watch = Thread.ofPlatform().unstarted(() -> {
            while (!Thread.interrupted()) {
                most.accumulateAndGet(Pointer.physicalBytes(), Math::max);
            }
        });
        long before = Pointer.physicalBytes();
        watch.start();
        try (MultiTaskGraph restored = GraphFile.read(file, TinyShop.schema(), spec)) {
            assertThat(restored.graph().params().getFloat(bytes / Float.BYTES - 1)).isOne();
            most.accumulateAndGet(Pointer.physicalBytes(), Math::max);
        } finally {
            watch.interrupt();
            watch.join();
        }
        System.out.println(100 * (most.get() - before) / bytes + " %");
    }

    private static String configuration(ModelSpec spec) {
        try (MultiTaskGraph graph = MultiTaskGraph.storable(TinyShop.schema(), spec,
                TinyShop.options(Objective.CLICK_SPACE))) {
            return graph.graph().getConfiguration().toJson();
        }
    }

    /** Writes a network of zeros but for the last number. */
    private static void write(Path file, String configuration, ModelSpec spec, float last) {
        float[] values = new float[WeightShapes.count(TinyShop.schema(), spec)];
        values[values.length - 1] = last;
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(GraphFile.CONFIGURATION));
            zip.write(configuration.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(GraphFile.COEFFICIENTS));
            Coefficients.write(values, zip);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
