package dev.otlp2parquet.testkit.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A whole file in memory, as parquet-java wants to be given it. */
final class MemoryInputFile implements InputFile {
    private final byte[] file;

    MemoryInputFile(byte[] file) {
        this.file = file;
    }

    @Override
    public long getLength() {
        return file.length;
    }

    @Override
    public SeekableInputStream newStream() {
        Source source = new Source(file);
        return new DelegatingSeekableInputStream(source) {
            @Override
            public long getPos() {
                return source.position();
            }

            @Override
            public void seek(long position) throws IOException {
                source.seek(position);
            }
        };
    }

    private static final class Source extends java.io.InputStream {
        private final ByteBuffer bytes;

        Source(byte[] file) {
            bytes = ByteBuffer.wrap(file);
        }

        int position() {
            return bytes.position();
        }

        void seek(long position) throws IOException {
            if (position < 0 || position > bytes.limit()) {
                throw new EOFException("seek to " + position + " in a file of " + bytes.limit() + " bytes");
            }
            bytes.position((int) position);
        }

        @Override
        public int read() {
            return bytes.hasRemaining() ? bytes.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int count = Math.min(length, bytes.remaining());
            bytes.get(target, offset, count);
            return count;
        }

        @Override
        public int available() {
            return bytes.remaining();
        }
    }
}
