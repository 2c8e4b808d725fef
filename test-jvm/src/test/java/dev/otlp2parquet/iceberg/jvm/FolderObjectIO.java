package dev.otlp2parquet.iceberg.jvm;

import dev.otlp2parquet.catalog.LocalBucketFileIO;
import dev.otlp2parquet.iceberg.io.ObjectFailure;
import dev.otlp2parquet.iceberg.io.ObjectIO;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A bucket that is a folder, the same as the catalog's. Remembers what was read and written. */
public final class FolderObjectIO implements ObjectIO {

    private final Path root;
    private final List<String> reads = new ArrayList<>();
    private final List<String> writes = new ArrayList<>();
    private long bytesRead;
    private long bytesWritten;

    public FolderObjectIO(Path root) {
        this.root = root;
    }

    @Override
    public byte[] read(String location) {
        reads.add(location);
        try {
            byte[] bytes = Files.readAllBytes(LocalBucketFileIO.path(root, location));
            bytesRead += bytes.length;
            return bytes;
        } catch (NoSuchFileException e) {
            throw ObjectFailure.missing(location);
        } catch (IOException e) {
            throw new ObjectFailure(location + ": " + e, e);
        }
    }

    @Override
    public void write(String location, byte[] bytes) {
        writes.add(location);
        bytesWritten += bytes.length;
        Path path = LocalBucketFileIO.path(root, location);
        try {
            Files.createDirectories(path.getParent());
            Files.write(path, bytes, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new ObjectFailure(location + ": " + e, e);
        }
    }

    public List<String> reads() {
        return reads;
    }

    public List<String> writes() {
        return writes;
    }

    public long bytesRead() {
        return bytesRead;
    }

    public long bytesWritten() {
        return bytesWritten;
    }
}
