package dev.otlp2parquet.parquet.jvm;

import dev.otlp2parquet.parquet.io.OutputFile;
import dev.otlp2parquet.parquet.io.PositionOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * A local file that is written as an object is uploaded in parts: bytes are collected until a part is full, all parts but the
 * last have the same size, and the file takes its name when all are there. Fails with {@link IOException} where it is told to.
 */
public final class FileInParts implements OutputFile {

    private final Path path;
    private final int partBytes;
    private long failAt = Long.MAX_VALUE;
    private boolean failFinish;
    private int parts;
    private int discards;

    public FileInParts(Path path, int partBytes) {
        this.path = path;
        this.partBytes = partBytes;
    }

    /** Refuses the write that passes a number of bytes, as it may be when an earlier part could not be sent. */
    public FileInParts failingAt(long bytes) {
        failAt = bytes;
        return this;
    }

    /** Refuses to complete the file. */
    public FileInParts failingAtTheEnd() {
        failFinish = true;
        return this;
    }

    public Path path() {
        return path;
    }

    /** What is stored before the file is complete. */
    public Path partsPath() {
        return path.resolveSibling(path.getFileName() + ".parts");
    }

    /** Parts stored. */
    public int parts() {
        return parts;
    }

    /** Calls of {@link PositionOutput#discard()}. */
    public int discards() {
        return discards;
    }

    /** Bytes of memory that an output takes. */
    public int retainedBytes() {
        return partBytes;
    }

    @Override
    public String location() {
        return path.toString();
    }

    @Override
    public PositionOutput create() throws IOException {
        return new Output(FileChannel.open(partsPath(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    private final class Output implements PositionOutput {

        private final FileChannel channel;
        private final byte[] part = new byte[partBytes];
        private int filled;
        private long position;
        private boolean usable = true;

        private Output(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, source.length);
            requireUsable();
            if (position + length > failAt) {
                usable = false;
                throw new IOException("refused at byte " + failAt);
            }
            int from = offset;
            int rest = length;
            while (rest > 0) {
                int step = Math.min(rest, part.length - filled);
                System.arraycopy(source, from, part, filled, step);
                filled += step;
                from += step;
                rest -= step;
                if (filled == part.length) {
                    storePart();
                }
            }
            position += length;
        }

        @Override
        public void finish() throws IOException {
            requireUsable();
            usable = false;
            storePart();
            if (failFinish) {
                throw new IOException("refused to complete the file");
            }
            channel.force(true);
            channel.close();
            Files.move(partsPath(), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void discard() throws IOException {
            discards++;
            usable = false;
            channel.close();
            Files.deleteIfExists(partsPath());
        }

        private void storePart() throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(part, 0, filled);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            filled = 0;
            parts++;
        }

        private void requireUsable() {
            if (!usable) {
                throw new IllegalStateException("used after it failed or ended");
            }
        }
    }
}
