package io.multigate.network;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The flat parameters of a network in the format of {@code Nd4j.write}, written and read without ND4J: the shape of a
 * row vector, the number of values, and the values as big-endian floats. The header follows from the number of values
 * alone, so that every byte of it can be checked.
 */
final class Coefficients {

    private static final int VALUES_A_BLOCK = 16_384;

    private Coefficients() {}

    /** Bytes of a file of so many values. */
    static long size(long count) {
        return header(count).length + Float.BYTES * count;
    }

    static void write(float[] values, OutputStream out) throws IOException {
        out.write(header(values.length));
        ByteBuffer block = ByteBuffer.allocate(Float.BYTES * VALUES_A_BLOCK);
        for (int from = 0; from < values.length; from += VALUES_A_BLOCK) {
            int count = Math.min(VALUES_A_BLOCK, values.length - from);
            block.asFloatBuffer().put(values, from, count);
            out.write(block.array(), 0, Float.BYTES * count);
        }
    }

    /** Takes values in their order. */
    @FunctionalInterface
    interface Sink {

        /** Takes the next values, of which the first is the value {@code from}; the array is not the sink's to keep. */
        void put(int from, float[] values);

    }

    /**
     * Reads a file that must hold so many values.
     * @param sink takes them block by block; what it took is void if this method fails
     * @throws InvalidGraphFileException if the header is not that of so many values, the values are fewer or more, or
     * one is not finite
     */
    static void read(InputStream in, int count, Sink sink) throws IOException {
        byte[] header = header(count);
        if (!Arrays.equals(in.readNBytes(header.length), header)) {
            throw new InvalidGraphFileException("the header is not that of a vector of " + count + " floats");
        }
        DataInputStream data = new DataInputStream(in);
        byte[] block = new byte[Float.BYTES * VALUES_A_BLOCK];
        float[] values = new float[Math.min(VALUES_A_BLOCK, count)];
        for (int from = 0; from < count; from += VALUES_A_BLOCK) {
            int wanted = Math.min(VALUES_A_BLOCK, count - from);
            int got = data.readNBytes(block, 0, Float.BYTES * wanted) / Float.BYTES;
            if (got < wanted) {
                throw new InvalidGraphFileException((from + got) + " values; " + count + " are wanted");
            }
            values = (values.length == wanted) ? values : new float[wanted];
            ByteBuffer.wrap(block).asFloatBuffer().get(values);
            requireFinite(values, from);
            sink.put(from, values);
        }
        if (in.read() >= 0) {
            throw new InvalidGraphFileException("more than " + count + " values");
        }
    }

    private static void requireFinite(float[] values, int from) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new InvalidGraphFileException("value " + (from + i) + " is " + values[i]);
            }
        }
    }

    /** Rank, shape, strides, type and order of a row vector, then the head of its values. */
    private static byte[] header(long count) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            long[] shape = {2, 1, count, count, 1, 8192, 1, 99};
            out.writeUTF("MIXED_DATA_TYPES");
            out.writeLong(shape.length);
            out.writeUTF("LONG");
            for (long number : shape) {
                out.writeLong(number);
            }
            out.writeUTF("MIXED_DATA_TYPES");
            out.writeLong(count);
            out.writeUTF("FLOAT");
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return bytes.toByteArray();
    }

}
