package io.multigate.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

import io.multigate.admission.Admission;
import org.jspecify.annotations.Nullable;

/**
 * A gzipped body as it comes. Names, comments, empty blocks and empty members take bytes and unpack to nothing: without a
 * look at what goes in, a reader of what comes out would wait for ever, and {@link java.util.zip.GZIPInputStream} calls
 * itself once for each empty member.
 */
final class GzipSource extends FilterInputStream {

    /** Bytes that may come one after the other and unpack to nothing. */
    private static final int MOST_IDLE = 16 * 1024;

    private final Admission.Entry entry;

    private final int limit;

    private long size;

    private int idle;

    private @Nullable IOException failure;

    GzipSource(InputStream input, Admission.Entry entry, int limit) {
        super(input);
        this.entry = entry;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = super.read(buffer, offset, length);
            count(Math.max(0, count));
            return count;
        } catch (IOException ex) {
            this.failure = ex;
            throw ex;
        }
    }

    private void count(int bytes) throws IOException {
        this.entry.deadline().check();
        this.size += bytes;
        if (this.size > this.limit) {
            throw BodyReader.tooLarge(this.limit);
        }
        this.idle += bytes;
        if (this.idle > MOST_IDLE) {
            throw new ZipException("so many bytes unpack to nothing");
        }
    }

    /** Something was unpacked. */
    void yielded() {
        this.idle = 0;
    }

    /**
     * To be asked at the end: behind a whole member {@link java.util.zip.GZIPInputStream} takes any failure for the end.
     * @throws IOException what failed
     */
    void checkWhole() throws IOException {
        if (this.failure != null) {
            throw this.failure;
        }
    }

    /** The request's own stream stays open. */
    @Override
    public void close() {}

}
