package dev.otlp2parquet.batching.world;

import dev.otlp2parquet.platform.actor.SqlFailure;
import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * SQLite as a durable object has it, limits included. Statements are durable together when {@link #commit} is called.
 *
 * <p>The host has the numbers of JavaScript: it binds every number as REAL, and gives every number back as a double. So
 * {@code ? / 2} does not divide integers, and a REAL that is whole comes back as if it were an integer.
 */
public final class SqliteStorage implements SqlStorage, AutoCloseable {

    private static final int MAX_VALUE_BYTES = 2_000_000;

    private final Connection connection;
    private long writtenRows;
    private Predicate<String> refused;

    public SqliteStorage() {
        try {
            connection = DriverManager.getConnection("jdbc:sqlite::memory:");
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public SqlRows query(String sql, Object... parameters) {
        if (refused != null && refused.test(sql)) {
            refused = null;
            throw new SqlFailure("refused by the test: " + sql);
        }
        if (parameters.length > 100) {
            throw new SqlFailure("too many parameters: " + parameters.length);
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                Object value = checked(parameters[i]);
                statement.setObject(i + 1, value instanceof Long number ? (Object) number.doubleValue() : value);
            }
            if (!statement.execute()) {
                // The driver says of CREATE and DROP what it said of the statement before. Workerd counts 2 and 0.
                writtenRows += sql.startsWith("CREATE ") ? 2 : sql.startsWith("DROP ") ? 0 : statement.getUpdateCount();
                return SqlRows.NONE;
            }
            try (ResultSet result = statement.getResultSet()) {
                int columns = result.getMetaData().getColumnCount();
                List<Object[]> rows = new ArrayList<>();
                while (result.next()) {
                    Object[] row = new Object[columns];
                    for (int i = 0; i < columns; i++) {
                        row[i] = checked(asGiven(result.getObject(i + 1)));
                    }
                    rows.add(row);
                }
                return new SqlRows(rows);
            }
        } catch (SQLException e) {
            throw new SqlFailure(e.getMessage());
        }
    }

    /** A value of a row as it reaches the program. */
    private static Object asGiven(Object value) {
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof Double number) {
            if (number != Math.rint(number) || Math.abs(number) >= 1L << 53) {
                throw new SqlFailure("the number " + number + " in a row is no integer of at most 53 bits");
            }
            return number.longValue();
        }
        return value;
    }

    private static Object checked(Object value) {
        if (value instanceof byte[] bytes && bytes.length > MAX_VALUE_BYTES) {
            throw new SqlFailure("string or blob too big: " + bytes.length);
        }
        if (value instanceof String text && text.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
            throw new SqlFailure("string or blob too big: " + text.length());
        }
        if (value instanceof Long number && Math.abs(number) >= 1L << 53) {
            throw new AssertionError(number + " does not fit into the host's numbers");
        }
        if (value == null || value instanceof byte[] || value instanceof Long || value instanceof String) {
            return value;
        }
        throw new AssertionError("a value of " + value.getClass());
    }

    /** Refuses the next statement that is like this, once; what earlier ones did stays. */
    public void refuseOnce(Predicate<String> statement) {
        refused = statement;
    }

    public void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Rows inserted, updated and deleted so far, those of indexes not counted. */
    public long writtenRows() {
        return writtenRows;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
