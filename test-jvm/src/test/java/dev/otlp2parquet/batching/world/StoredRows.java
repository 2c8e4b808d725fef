package dev.otlp2parquet.batching.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The rows that somebody else reads out of what was stored. */
public final class StoredRows {

    private StoredRows() {}

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

    private static List<String> read(Path folder, String table, String column) {
        List<String> rows = new ArrayList<>();
        if (keys(folder.resolve(table)).isEmpty()) {
            return rows;
        }
        String sql = "SELECT " + column + " FROM read_parquet('" + folder.resolve(table) + "/**/*.parquet')";
        try (Statement statement = DUCKDB.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static final Connection DUCKDB = duckDb();

    private static Connection duckDb() {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET threads = 1");
                // Thousands of files are read once each: kept, they would fill the machine's memory.
                statement.execute("SET enable_external_file_cache = false");
                statement.execute("SET memory_limit = '1GB'");
            }
            return connection;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
