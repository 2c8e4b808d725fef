package dev.otlp2parquet.host.actor;

import dev.otlp2parquet.platform.actor.SqlFailure;
import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A SQLite database for one actor. Statements become durable together at {@link #commit}. For one thread at a time.
 *
 * <p>Numbers behave as in a Durable Object, so that a database and a statement mean the same on every host: each is bound as REAL,
 * and a whole REAL in a row comes back as an integer.
 */
public final class SqliteDatabase implements SqlStorage, AutoCloseable {

    /** Statements that stay prepared. An actor uses some thirty texts; those with names of tables change over time. */
    private static final int MAX_STATEMENTS = 64;

    /** Pages of the log after which SQLite copies them into the database file: 16 MB. */
    private static final int CHECKPOINT_PAGES = 4_000;

    /** Integers that a double represents exactly. */
    private static final long MAX_EXACT = 1L << 53;

    private static final int FULL = 2;

    /** Primary result codes of errors that take back their statement alone. */
    private static final Set<Integer> OF_STATEMENT = Set.of(
            SQLiteErrorCode.SQLITE_ERROR.code,
            SQLiteErrorCode.SQLITE_SCHEMA.code,
            SQLiteErrorCode.SQLITE_TOOBIG.code,
            SQLiteErrorCode.SQLITE_CONSTRAINT.code,
            SQLiteErrorCode.SQLITE_MISMATCH.code,
            SQLiteErrorCode.SQLITE_MISUSE.code,
            SQLiteErrorCode.SQLITE_RANGE.code);

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);
    private boolean begun;

    private SqliteDatabase(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    /**
     * Opens a file, and creates it if there is none. Commits are durable when they return: SQLite writes a write-ahead log and syncs
     * it ({@code synchronous=FULL}), which this method reads back.
     *
     * @param synchronous {@code FULL}; a test shows what less than that loses
     * @throws SQLException if the file is damaged, in use, or on a file system that cannot do this
     */
    static SqliteDatabase open(Path file, String synchronous) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA locking_mode=EXCLUSIVE");
                expect(statement, "PRAGMA journal_mode=WAL", "wal");
                statement.execute("PRAGMA synchronous=" + synchronous);
                // macOS: fsync alone does not reach the disk.
                statement.execute("PRAGMA fullfsync=1");
                statement.execute("PRAGMA checkpoint_fullfsync=1");
                // The system may have no directory for temporary files that can be written.
                statement.execute("PRAGMA temp_store=MEMORY");
                statement.execute("PRAGMA wal_autocheckpoint=" + CHECKPOINT_PAGES);
                if (synchronous.equals("FULL")) {
                    expect(statement, "PRAGMA synchronous", Integer.toString(FULL));
                }
            }
            return new SqliteDatabase(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens a database that exists in memory only, for tests of actors. */
    public static SqliteDatabase inMemory() throws SQLException {
        return new SqliteDatabase(DriverManager.getConnection("jdbc:sqlite::memory:"));
    }

    private static void expect(Statement statement, String pragma, String value) throws SQLException {
        try (ResultSet rows = statement.executeQuery(pragma)) {
            String found = rows.next() ? rows.getString(1) : "nothing";
            if (!found.equalsIgnoreCase(value)) {
                throw new SQLException(pragma + ": expected " + value + ", found " + found);
            }
        }
    }

    @Override
    public SqlRows query(String sql, Object... parameters) {
        try {
            begun = true;
            PreparedStatement statement = prepared(sql);
            for (int i = 0; i < parameters.length; i++) {
                Object value = parameters[i];
                statement.setObject(i + 1, value instanceof Long number ? (Object) exact(number) : value);
            }
            if (!statement.execute()) {
                return SqlRows.NONE;
            }
            try (ResultSet result = statement.getResultSet()) {
                return rows(result);
            }
        } catch (SQLException e) {
            if (endsTransaction(e)) {
                throw new DatabaseBrokenException(e.getMessage(), e);
            }
            throw new SqlFailure(e.getMessage());
        }
    }

    /**
     * Whether the transaction may be gone. Other errors take back their statement alone (SQLite, "Response To Errors Within A
     * Transaction").
     */
    private static boolean endsTransaction(SQLException failure) {
        return !(failure instanceof SQLiteException known) || !OF_STATEMENT.contains(known.getResultCode().code & 0xFF);
    }

    private static SqlRows rows(ResultSet result) throws SQLException {
        int columns = result.getMetaData().getColumnCount();
        List<Object[]> rows = new ArrayList<>();
        while (result.next()) {
            Object[] row = new Object[columns];
            for (int i = 0; i < columns; i++) {
                row[i] = whole(result.getObject(i + 1));
            }
            rows.add(row);
        }
        return new SqlRows(rows);
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known != null) {
            return known;
        }
        if (statements.size() == MAX_STATEMENTS) {
            Iterator<PreparedStatement> eldest = statements.values().iterator();
            eldest.next().close();
            eldest.remove();
        }
        PreparedStatement made = connection.prepareStatement(sql);
        statements.put(sql, made);
        return made;
    }

    private static Double exact(long number) {
        if (Math.abs(number) >= MAX_EXACT) {
            throw new SqlFailure("a parameter has more than 53 bits: " + number);
        }
        return (double) number;
    }

    private static Object whole(Object value) {
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof Double number) {
            if (number != Math.rint(number) || Math.abs(number) >= MAX_EXACT) {
                throw new SqlFailure("the number " + number + " in a row is no integer of at most 53 bits");
            }
            return number.longValue();
        }
        return value;
    }

    /** Makes all statements since the last commit durable. */
    public void commit() throws SQLException {
        if (begun) {
            connection.commit();
            begun = false;
        }
    }

    /**
     * Takes back all statements since the last commit.
     *
     * @throws SQLException if there was no transaction any more; the database must be closed then
     */
    void rollback() throws SQLException {
        if (begun) {
            connection.rollback();
            begun = false;
        }
    }

    /** Closes the database. What was not committed is lost. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
