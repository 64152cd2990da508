package io.multigate.bundle;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.multigate.model.Tensor;
import io.multigate.model.Weights;

/**
 * Weights in the safetensors format: the header's length in 8 little-endian bytes, the header as JSON, then the
 * tensors' 32-bit floats, little-endian and row-major.
 */
final class Safetensors {

    private static final int CHUNK = 1 << 18;

    private Safetensors() {}

    /**
     * Reads weights.
     * @param shapes names and shapes of the weights that there must be, and no others
     * @throws InvalidBundleException if the file holds anything else, or a weight that is not finite
     */
    static Weights read(Path file, Map<String, List<Integer>> shapes) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long size = channel.size();
            if (size < SafetensorsHeader.LENGTH_BYTES) {
                throw BundleFile.WEIGHTS.invalid("has " + size + " bytes, fewer than any safetensors file");
            }
            ByteBuffer start = read(channel, SafetensorsHeader.LENGTH_BYTES);
            long length = start.getLong();
            long most = Math.min(SafetensorsHeader.MAXIMUM_LENGTH, size - SafetensorsHeader.LENGTH_BYTES);
            if (length < 2 || length > most) {
                throw BundleFile.WEIGHTS.invalid("has a header of " + Long.toUnsignedString(length)
                        + " bytes; expected 2 to " + most);
            }
            byte[] json = read(channel, (int) length).array();
            long dataStart = SafetensorsHeader.LENGTH_BYTES + length;
            SafetensorsHeader header = SafetensorsHeader.parse(json, shapes, size - dataStart);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, List<Integer>> shape : shapes.entrySet()) {
                SafetensorsHeader.Entry entry = header.entry(shape.getKey());
                channel.position(dataStart + entry.start());
                tensors.put(shape.getKey(), tensor(channel, shape.getKey(), entry));
            }
            return new Weights(tensors);
        } catch (IOException ex) {
            throw BundleFile.WEIGHTS.unreadable(ex);
        }
    }

    private static Tensor tensor(FileChannel channel, String name, SafetensorsHeader.Entry entry) throws IOException {
        float[] values = new float[Math.toIntExact((entry.end() - entry.start()) / Float.BYTES)];
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            read(channel, count * Float.BYTES).asFloatBuffer().get(values, from, count);
        }
        Tensor tensor = new Tensor(entry.shape(), values);
        requireFinite(name, tensor);
        return tensor;
    }

    /** Refuses NaN and the infinities. */
    static void requireFinite(String name, Tensor tensor) {
        float[] values = tensor.values();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw BundleFile.WEIGHTS.invalid(
                        "holds " + values[i] + " at index " + i + " of '" + name + "'; expected finite weights");
            }
        }
    }

    private static ByteBuffer read(FileChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the file ends too early");
            }
        }
        return buffer.flip();
    }

    /** Writes weights in their order. */
    static void write(Weights weights, Path file) throws IOException {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        weights.tensors().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        byte[] json = SafetensorsHeader.of(shapes).json();
        int padded = Math.ceilDiv(json.length, 8) * 8;
        byte[] header = Arrays.copyOf(json, padded);
        Arrays.fill(header, json.length, padded, (byte) ' ');
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            out.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).array());
            out.write(header);
            for (Tensor tensor : weights.tensors().values()) {
                write(tensor.values(), out);
            }
        }
    }

    private static void write(float[] values, OutputStream out) throws IOException {
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            ByteBuffer buffer = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            buffer.asFloatBuffer().put(values, from, count);
            out.write(buffer.array());
        }
    }

}
