package dev.otlp2parquet.testkit.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * One in-process DuckDB, which reads files where they lie and arrays through temporary files. DuckDB decides the values; the
 * schema given only tells how to name them in plain Java (a TIMESTAMP becomes the long it was stored as).
 *
 * <p>DuckDB has no type for an instant in nanoseconds and reads such a column in microseconds: {@link #asRead} says what is left
 * of a value.
 */
public final class DuckDb implements AutoCloseable {
    private static final LocalDateTime EPOCH = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);

    private final Connection connection;
    /** Of arrays. */
    private Path directory;

    private int files;

    public DuckDb() {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
                statement.execute("SET threads = 1");
                // Every file is read once. Kept, a night's thousands of them would take most of the machine's memory.
                statement.execute("SET enable_external_file_cache = false");
                statement.execute("SET memory_limit = '1GB'");
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Every row, in file order. */
    public List<List<Object>> rows(byte[] file, MessageType schema) {
        return rows(file, schema, "");
    }

    /** The rows that are left by a condition (SQL after WHERE), in file order; DuckDB may skip row groups by statistics. */
    public List<List<Object>> rowsWhere(byte[] file, MessageType schema, String condition) {
        return rows(file, schema, " WHERE " + condition);
    }

    private List<List<Object>> rows(byte[] file, MessageType schema, String tail) {
        return withFile(file, path -> {
            List<List<Object>> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT * FROM read_parquet('" + path + "')" + tail)) {
                while (result.next()) {
                    List<Object> row = new ArrayList<>(schema.getFieldCount());
                    for (int i = 0; i < schema.getFieldCount(); i++) {
                        row.add(value(schema.getType(i), result.getObject(i + 1)));
                    }
                    rows.add(row);
                }
            }
            return rows;
        });
    }

    /** Runs a query in which {@code $file} stands for the file's quoted path; values as JDBC gives them. */
    public List<List<Object>> query(byte[] file, String sql) {
        return withFile(file, path -> result(path, sql));
    }

    /** As above, of a file that is stored already. */
    public List<List<Object>> query(Path file, String sql) {
        try {
            return result(file, sql);
        } catch (SQLException e) {
            throw new AssertionError("DuckDB: " + e.getMessage(), e);
        }
    }

    /** Runs a query; each row as its values' texts, joined by {@code |}. */
    public List<String> texts(String sql) {
        try {
            return result(sql, String::valueOf).stream()
                    .map(row -> String.join("|", row))
                    .toList();
        } catch (SQLException e) {
            throw new AssertionError(sql + ": " + e.getMessage(), e);
        }
    }

    private List<List<Object>> result(Path path, String sql) throws SQLException {
        return result(sql.replace("$file", "'" + path + "'"), Function.identity());
    }

    private <T> List<List<T>> result(String sql, Function<Object, T> read) throws SQLException {
        List<List<T>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<T> row = new ArrayList<>(columns);
                for (int i = 1; i <= columns; i++) {
                    row.add(read.apply(result.getObject(i)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** A file that DuckDB writes from a query, to check the readers themselves. */
    public byte[] write(String select) {
        Path path = newFile();
        try (Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + select + ") TO '" + path + "' (FORMAT parquet)");
            byte[] file = Files.readAllBytes(path);
            Files.delete(path);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new AssertionError("DuckDB: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
            if (directory != null) {
                Files.delete(directory);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Use<T> {
        T with(Path path) throws SQLException;
    }

    private Path newFile() {
        try {
            if (directory == null) {
                directory = Files.createTempDirectory("duckdb");
            }
            return directory.resolve(files++ + ".parquet");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T withFile(byte[] file, Use<T> use) {
        Path path = newFile();
        try {
            Files.write(path, file);
            try {
                return use.with(path);
            } finally {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new AssertionError("DuckDB: " + e.getMessage(), e);
        }
    }

    private static Object value(Type type, Object found) throws SQLException {
        if (type.isRepetition(Type.Repetition.REPEATED)) {
            List<Object> values = new ArrayList<>();
            for (Object element : elements(found)) {
                values.add(single(type, element));
            }
            return values;
        }
        return found == null ? null : single(type, found);
    }

    private static Object single(Type type, Object found) throws SQLException {
        if (type.isPrimitive()) {
            return primitive(type.asPrimitiveType(), found);
        }
        GroupType group = type.asGroupType();
        LogicalTypeAnnotation annotation = group.getLogicalTypeAnnotation();
        if (annotation instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation) {
            Type element = group.getType(0).asGroupType().getType(0);
            List<Object> values = new ArrayList<>();
            for (Object each : elements(found)) {
                values.add(value(element, each));
            }
            return values;
        }
        if (annotation instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation) {
            GroupType keyValue = group.getType(0).asGroupType();
            List<Object> entries = new ArrayList<>();
            for (Map.Entry<?, ?> each : ((Map<?, ?>) found).entrySet()) {
                entries.add(new Entry(
                        value(keyValue.getType(0), each.getKey()), value(keyValue.getType(1), each.getValue())));
            }
            return entries;
        }
        Object[] attributes = ((java.sql.Struct) found).getAttributes();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < group.getFieldCount(); i++) {
            values.add(value(group.getType(i), attributes[i]));
        }
        return new Struct(values);
    }

    private static Object[] elements(Object array) throws SQLException {
        return (Object[]) ((Array) array).getArray();
    }

    private static Object primitive(PrimitiveType type, Object found) throws SQLException {
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> (Boolean) found;
            case INT32 -> ((Number) found).intValue();
            case INT64 ->
                type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp
                        ? timestamp(timestamp, found)
                        : ((Number) found).longValue();
            case DOUBLE -> (Double) found;
            case BINARY, FIXED_LEN_BYTE_ARRAY -> bytes(found);
            case FLOAT, INT96 -> throw new AssertionError("never written: " + type);
        };
    }

    private static Bytes bytes(Object found) throws SQLException {
        if (found instanceof Blob blob) {
            return Bytes.of(blob.getBytes(1, Math.toIntExact(blob.length())));
        }
        return Bytes.utf8(found.toString());
    }

    /** Rows as DuckDB can give them back: nanoseconds cut to microseconds, the rest as it is. */
    public static List<List<Object>> asRead(List<List<Object>> rows, MessageType schema) {
        boolean nanos = schema.getColumns().stream().anyMatch(column -> isNanos(column.getPrimitiveType()));
        return nanos ? rows.stream().map(row -> fieldsAsRead(row, schema)).toList() : rows;
    }

    private static List<Object> fieldsAsRead(List<Object> values, GroupType type) {
        List<Object> result = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            result.add(asRead(values.get(i), type.getType(i), type.getType(i).isRepetition(Type.Repetition.REPEATED)));
        }
        return result;
    }

    private static Object asRead(Object value, Type type, boolean repeated) {
        if (value == null) {
            return null;
        }
        if (repeated) {
            List<Object> result = new ArrayList<>();
            for (Object each : (List<?>) value) {
                result.add(asRead(each, type, false));
            }
            return result;
        }
        if (type.isPrimitive()) {
            return isNanos(type.asPrimitiveType()) ? (Object) ((Long) value / 1000 * 1000) : value;
        }
        GroupType group = type.asGroupType();
        if (value instanceof Struct struct) {
            return new Struct(fieldsAsRead(struct.values(), group));
        }
        GroupType inner = group.getType(0).asGroupType();
        if (group.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation) {
            // Keys may become equal, and the driver gives a hash map.
            Map<Object, Object> entries = new LinkedHashMap<>();
            for (Object each : (List<?>) value) {
                Entry entry = (Entry) each;
                entries.put(
                        asRead(entry.key(), inner.getType(0), false), asRead(entry.value(), inner.getType(1), false));
            }
            List<Object> result = new ArrayList<>();
            entries.forEach((key, entry) -> result.add(new Entry(key, entry)));
            return result;
        }
        List<Object> result = new ArrayList<>();
        for (Object each : (List<?>) value) {
            result.add(asRead(each, inner.getType(0), false));
        }
        return result;
    }

    private static boolean isNanos(PrimitiveType type) {
        return type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp
                && timestamp.getUnit() == LogicalTypeAnnotation.TimeUnit.NANOS;
    }

    private static long timestamp(TimestampLogicalTypeAnnotation type, Object found) {
        LocalDateTime utc;
        if (found instanceof OffsetDateTime time) {
            utc = time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        } else {
            utc = ((Timestamp) found).toLocalDateTime();
        }
        return switch (type.getUnit()) {
            case MICROS -> ChronoUnit.MICROS.between(EPOCH, utc);
            case NANOS -> ChronoUnit.NANOS.between(EPOCH, utc);
            case MILLIS -> throw new AssertionError("never written: " + type);
        };
    }
}
