package dev.otlp2parquet.server.cli;

import dev.otlp2parquet.server.config.S3Credentials;
import dev.otlp2parquet.server.config.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** DuckDB over the stored files: each table with data is a view by its name. DuckDB's driver is found if it is on the class path. */
final class Lake implements AutoCloseable {

    private static final List<String> TABLES = List.of(
            "logs",
            "traces",
            "metrics_gauge",
            "metrics_sum",
            "metrics_histogram",
            "metrics_exponential_histogram",
            "metrics_summary");

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    private static final String NO_DRIVER =
            "query needs DuckDB, which is not part of the package because of its size: unpack the archive"
                    + " otlp2parquet-query of this version over the installation (docs/server-install.md). Or open the"
                    + " Parquet files with any other tool: docs/querying.md";

    private final Connection connection;
    private final Set<String> views = new TreeSet<>();

    private Lake(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens the stored files.
     *
     * @param prefix of the keys in a bucket
     */
    static Lake open(Storage storage, String prefix) throws Complaint, IOException {
        Connection connection;
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException e) {
            throw new Complaint(NO_DRIVER);
        }
        Lake lake = new Lake(connection);
        try {
            lake.run("SET TimeZone = 'UTC'");
            if (storage instanceof Storage.Files files) {
                lake.openFiles(files);
            } else if (storage instanceof Storage.S3 s3) {
                lake.openBucket(s3, prefix);
            }
            return lake;
        } catch (SQLException e) {
            lake.close();
            throw new Complaint("the stored files cannot be read: " + firstLine(e));
        } catch (Complaint | IOException e) {
            lake.close();
            throw e;
        }
    }

    private void openFiles(Storage.Files files) throws SQLException, IOException {
        for (Map.Entry<String, List<Path>> table : new TreeMap<>(StoredFiles.below(files.root())).entrySet()) {
            if (TABLES.contains(table.getKey())) {
                List<String> paths =
                        table.getValue().stream().map(Path::toString).toList();
                createView(table.getKey(), paths);
            }
        }
    }

    private void openBucket(Storage.S3 s3, String prefix) throws SQLException, Complaint {
        try {
            run("INSTALL httpfs");
            run("LOAD httpfs");
            if (s3.credentials() == null) {
                run("INSTALL aws");
                run("LOAD aws");
            }
        } catch (SQLException e) {
            throw new Complaint("DuckDB needs its extension for S3, which it downloads once: " + firstLine(e));
        }
        try {
            run(secret(s3));
        } catch (SQLException e) {
            // The message may quote the statement, which contains the keys.
            throw new Complaint("DuckDB did not accept the credentials of the bucket " + s3.bucket());
        }
        String start = "s3://" + s3.bucket() + "/" + (prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
        for (String table : TABLES) {
            String key = table.startsWith("metrics_") ? "metrics/" + table.substring("metrics_".length()) : table;
            try {
                createView(table, List.of(start + key + "/**/*.parquet"));
            } catch (SQLException e) {
                if (!String.valueOf(e.getMessage()).contains("No files found")) {
                    throw e;
                }
            }
        }
    }

    private static String secret(Storage.S3 s3) {
        List<String> options = new ArrayList<>();
        options.add("TYPE s3");
        S3Credentials keys = s3.credentials();
        if (keys == null) {
            options.add("PROVIDER credential_chain");
        } else {
            options.add("KEY_ID " + literal(keys.accessKeyId()));
            options.add("SECRET " + literal(keys.secretAccessKey()));
            if (keys.sessionToken() != null) {
                options.add("SESSION_TOKEN " + literal(keys.sessionToken()));
            }
        }
        options.add("REGION " + literal(s3.region()));
        options.add("URL_STYLE " + literal(s3.pathStyle() ? "path" : "vhost"));
        URI endpoint = s3.endpoint();
        if (endpoint != null) {
            options.add("ENDPOINT " + literal(endpoint.getAuthority()));
            options.add("USE_SSL " + "https".equals(endpoint.getScheme()));
        }
        return "CREATE SECRET storage (" + String.join(", ", options) + ")";
    }

    private void createView(String table, List<String> paths) throws SQLException {
        String list = paths.stream().map(Lake::literal).collect(Collectors.joining(", "));
        // Files that were written under another column style or version of the schema differ in columns.
        run("CREATE VIEW " + table + " AS FROM read_parquet([" + list
                + "], union_by_name = true, hive_partitioning = false)");
        views.add(table);
    }

    /** Whether no table has data. */
    boolean isEmpty() {
        return views.isEmpty();
    }

    /** The tables with data and the numbers of their rows. */
    QueryResult summary() throws Complaint {
        if (views.isEmpty()) {
            return new QueryResult(List.of("table", "rows"), List.of(), Set.of());
        }
        return query(TABLES.stream()
                .filter(views::contains)
                .map(table -> "SELECT '" + table + "' AS \"table\", count(*) AS \"rows\" FROM " + table)
                .collect(Collectors.joining(" UNION ALL ")));
    }

    /** Runs a statement. */
    QueryResult query(String sql) throws Complaint {
        try {
            return read(sql);
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage());
            for (String table : TABLES) {
                if (message.contains("Table with name " + table + " does not exist")) {
                    throw new Complaint("there are no data in table " + table + " yet; "
                            + (views.isEmpty() ? "no table has any" : "tables with data: " + String.join(", ", views)));
                }
            }
            throw new Complaint(message);
        }
    }

    private QueryResult read(String sql) throws SQLException {
        Set<Integer> nested = new TreeSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ResultSetMetaData columns = statement.getMetaData();
            List<String> asJson = new ArrayList<>();
            for (int i = 1; columns != null && i <= columns.getColumnCount(); i++) {
                if (isNested(columns.getColumnTypeName(i))) {
                    nested.add(i - 1);
                    String name = "\"" + columns.getColumnName(i).replace("\"", "\"\"") + "\"";
                    asJson.add("CAST(to_json(" + name + ") AS VARCHAR) AS " + name);
                }
            }
            if (nested.isEmpty()) {
                return rows(statement, nested);
            }
            String inner = sql.strip().replaceFirst(";+$", "");
            try (PreparedStatement readable = connection.prepareStatement(
                    "SELECT * REPLACE (" + String.join(", ", asJson) + ") FROM (\n" + inner + "\n)")) {
                return rows(readable, nested);
            } catch (SQLException e) {
                // No statement that others can read from: its values are shown as DuckDB prints them.
                return rows(statement, Set.of());
            }
        }
    }

    private static boolean isNested(String type) {
        return type.startsWith("STRUCT") || type.startsWith("MAP") || type.startsWith("UNION") || type.endsWith("]");
    }

    private static QueryResult rows(PreparedStatement statement, Set<Integer> json) throws SQLException {
        List<String> names = new ArrayList<>();
        List<List<Object>> rows = new ArrayList<>();
        if (!statement.execute()) {
            return new QueryResult(names, rows, json);
        }
        try (ResultSet result = statement.getResultSet()) {
            ResultSetMetaData columns = result.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i));
            }
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= names.size(); i++) {
                    row.add(plain(result.getObject(i)));
                }
                rows.add(row);
            }
        }
        return new QueryResult(names, rows, json);
    }

    private static Object plain(Object value) {
        if (value instanceof OffsetDateTime time) {
            return UTC.format(time.withOffsetSameInstant(ZoneOffset.UTC));
        }
        if (value instanceof Timestamp time) {
            return time.toLocalDateTime().toString();
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // The process ends next.
        }
    }
}
