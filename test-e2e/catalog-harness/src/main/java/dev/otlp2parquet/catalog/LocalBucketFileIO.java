package dev.otlp2parquet.catalog;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/** A bucket that is a folder: {@code s3://bucket/key} is the file {@code key} in it. For tests without an S3 server. */
public final class LocalBucketFileIO implements FileIO {

    /** Property: the folder. */
    public static final String ROOT = "local-bucket.root";

    private static final long serialVersionUID = 1L;

    private String root = "";

    @Override
    public void initialize(Map<String, String> properties) {
        root = properties.get(ROOT);
    }

    /** The file of a location. */
    public static Path path(Path root, String location) {
        if (!location.startsWith("s3://")) {
            throw new IllegalArgumentException("expected s3://bucket/key, found " + location);
        }
        return root.resolve(location.substring(location.indexOf('/', "s3://".length()) + 1));
    }

    @Override
    public InputFile newInputFile(String location) {
        File file = path(Path.of(root), location).toFile();
        InputFile local = org.apache.iceberg.Files.localInput(file);
        return new InputFile() {
            @Override
            public long getLength() {
                return local.getLength();
            }

            @Override
            public SeekableInputStream newStream() {
                return local.newStream();
            }

            @Override
            public String location() {
                return location;
            }

            @Override
            public boolean exists() {
                return file.exists();
            }
        };
    }

    @Override
    public OutputFile newOutputFile(String location) {
        File file = path(Path.of(root), location).toFile();
        OutputFile local = org.apache.iceberg.Files.localOutput(file);
        return new OutputFile() {
            @Override
            public PositionOutputStream create() {
                makeFolder(file);
                return local.create();
            }

            @Override
            public PositionOutputStream createOrOverwrite() {
                makeFolder(file);
                return local.createOrOverwrite();
            }

            @Override
            public String location() {
                return location;
            }

            @Override
            public InputFile toInputFile() {
                return newInputFile(location);
            }
        };
    }

    @Override
    public void deleteFile(String location) {
        try {
            Files.deleteIfExists(path(Path.of(root), location));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeFolder(File file) {
        try {
            Files.createDirectories(file.toPath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
