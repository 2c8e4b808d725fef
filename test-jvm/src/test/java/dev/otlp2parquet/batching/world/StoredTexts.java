package dev.otlp2parquet.batching.world;

import dev.otlp2parquet.testkit.parquet.DuckDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Texts that tell rows apart, as DuckDB reads them from the stored files. */
public final class StoredTexts {

    private static final DuckDb DUCK_DB = new DuckDb();

    private StoredTexts() {}

    public static List<String> sorted(List<String> rows) {
        List<String> copy = new ArrayList<>(rows);
        Collections.sort(copy);
        return copy;
    }

    /** Paths of all files below a folder, relative to it. */
    public static List<String> keys(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The texts of all log records in the Parquet files of a folder, as DuckDB reads them, sorted; each as often as it is there. */
    public static List<String> ofFolder(Path folder) {
        return sorted(read(folder, "logs", "Body"));
    }

    /** The texts that {@link TestBody} gives to rows, of all signals. */
    public static List<String> ofParquet(Path folder) {
        List<String> rows = new ArrayList<>(read(folder, "logs", "Body"));
        rows.addAll(read(folder, "traces", "SpanName"));
        rows.addAll(read(folder, "metrics", "MetricName"));
        return sorted(rows);
    }

    /** One DuckDB for all tests of a JVM: opening it is slower than most reads. */
    private static synchronized List<String> read(Path folder, String table, String column) {
        if (keys(folder.resolve(table)).isEmpty()) {
            return List.of();
        }
        return DUCK_DB.texts("SELECT " + column + " FROM read_parquet('" + folder.resolve(table) + "/**/*.parquet')");
    }
}
