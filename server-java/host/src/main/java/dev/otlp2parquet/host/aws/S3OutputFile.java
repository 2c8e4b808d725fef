package dev.otlp2parquet.host.aws;

import dev.otlp2parquet.aws.s3.MultipartUpload;
import dev.otlp2parquet.aws.s3.S3ObjectStore;
import dev.otlp2parquet.parquet.io.OutputFile;
import dev.otlp2parquet.parquet.io.PositionOutput;
import dev.otlp2parquet.platform.bucket.StoreException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

/**
 * A new object of S3 that is sent in parts while it is written. Holds at most one part. A file of less than a part is
 * one put.
 *
 * <p>Keys must be unique: an object that exists under the key stays, and the file counts as written. So a retry whose
 * first answer was lost succeeds.
 */
public final class S3OutputFile implements OutputFile {

    private static final int FIRST_BUFFER_BYTES = 64 << 10;

    private final S3ObjectStore store;
    private final String key;
    private final int partBytes;

    /**
     * Makes a file. Sends nothing yet.
     *
     * @param partBytes size of a part, and limit of the memory; an object has at most {@link MultipartUpload#MAX_PARTS}
     */
    public S3OutputFile(S3ObjectStore store, String key, int partBytes) {
        if (partBytes < MultipartUpload.MIN_PART_BYTES) {
            throw new IllegalArgumentException(
                    "part: expected at least " + MultipartUpload.MIN_PART_BYTES + " bytes, found " + partBytes);
        }
        this.store = store;
        this.key = key;
        this.partBytes = partBytes;
    }

    /** Makes a file with the smallest parts, for objects of up to 48 GiB. */
    public S3OutputFile(S3ObjectStore store, String key) {
        this(store, key, MultipartUpload.MIN_PART_BYTES);
    }

    @Override
    public String location() {
        return store.display(key);
    }

    /** Begins the file. The first part is the first request. */
    @Override
    public PositionOutput create() {
        return new Output();
    }

    private final class Output implements PositionOutput {

        private byte[] buffer = new byte[Math.min(FIRST_BUFFER_BYTES, partBytes)];
        private int filled;
        private long sent;
        private MultipartUpload upload;
        private boolean usable = true;

        @Override
        public long position() {
            return sent + filled;
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, source.length);
            requireUsable();
            int from = offset;
            int rest = length;
            while (rest > 0) {
                if (filled == partBytes) {
                    sendPart();
                }
                if (filled == buffer.length) {
                    buffer = Arrays.copyOf(buffer, (int) Math.min(partBytes, 2L * buffer.length));
                }
                int step = Math.min(rest, buffer.length - filled);
                System.arraycopy(source, from, buffer, filled, step);
                filled += step;
                from += step;
                rest -= step;
            }
        }

        @Override
        public void finish() throws IOException {
            requireUsable();
            usable = false;
            try {
                if (upload == null) {
                    store.putIfAbsent(key, buffer, 0, filled);
                } else {
                    // Full or not, it is the last one, and never empty.
                    upload.part(buffer, 0, filled);
                    upload.complete();
                }
            } catch (StoreException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public void discard() throws IOException {
            usable = false;
            if (upload != null) {
                try {
                    upload.abort();
                } catch (StoreException e) {
                    throw new IOException(e.getMessage(), e);
                }
            }
        }

        private void sendPart() throws IOException {
            try {
                if (upload == null) {
                    upload = store.beginUpload(key);
                }
                upload.part(buffer, 0, filled);
            } catch (StoreException e) {
                usable = false;
                throw new IOException(e.getMessage(), e);
            }
            sent += filled;
            filled = 0;
        }

        private void requireUsable() {
            if (!usable) {
                throw new IllegalStateException("used after it failed or ended");
            }
        }
    }
}
