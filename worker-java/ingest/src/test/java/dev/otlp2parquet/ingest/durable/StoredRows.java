package dev.otlp2parquet.ingest.durable;

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
final class StoredRows {

    private StoredRows() {}

    static List<String> sorted(List<String> rows) {
        List<String> copy = new ArrayList<>(rows);
        Collections.sort(copy);
        return copy;
    }

    /** The texts of all log records in the Parquet files of a folder, as DuckDB reads them, sorted; each as often as it is there. */
    static List<String> ofFolder(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            if (paths.noneMatch(path -> path.toString().endsWith(".parquet"))) {
                return List.of();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            List<String> rows = new ArrayList<>();
            try (ResultSet result =
                    statement.executeQuery("SELECT Body FROM read_parquet('" + folder + "/logs/**/*.parquet')")) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
            return sorted(rows);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
