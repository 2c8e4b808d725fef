package dev.otlp2parquet.host.actor;

import dev.otlp2parquet.platform.actor.SqlRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * What of an actor outlasts the process: its database, and in it a table of the host with the alarm. Both become durable in the same
 * commit. For one thread at a time.
 */
final class ActorFile implements AutoCloseable {

    private final Path path;
    private final String synchronous;

    /** Null after a failure, until somebody needs it. */
    private SqliteDatabase database;

    private Long storedAlarm;
    private boolean storedRinging;

    private ActorFile(Path path, String synchronous) {
        this.path = path;
        this.synchronous = synchronous;
    }

    /** Opens the file of an actor, and creates it if there is none. */
    static ActorFile open(Path path, String synchronous) throws SQLException {
        ActorFile file = new ActorFile(path, synchronous);
        file.database();
        return file;
    }

    /** The database, opened again if it was given up. */
    SqliteDatabase database() throws SQLException {
        if (database == null) {
            SqliteDatabase opened = SqliteDatabase.open(path, synchronous);
            try {
                readAlarm(opened);
            } catch (SQLException | RuntimeException e) {
                opened.close();
                throw e;
            }
            database = opened;
        }
        return database;
    }

    private void readAlarm(SqliteDatabase opened) throws SQLException {
        opened.query("CREATE TABLE IF NOT EXISTS host_alarm"
                + " (id INTEGER PRIMARY KEY CHECK (id = 0), due INTEGER, ringing INTEGER NOT NULL)");
        opened.query("INSERT OR IGNORE INTO host_alarm (id, due, ringing) VALUES (0, NULL, 0)");
        SqlRows rows = opened.query("SELECT due, ringing FROM host_alarm");
        storedAlarm = rows.isNull(0, 0) ? null : (Long) rows.number(0, 0);
        storedRinging = rows.number(0, 1) != 0;
        opened.commit();
    }

    /** When the alarm is due according to the last commit, in milliseconds since the epoch, or null. */
    Long storedAlarm() {
        return storedAlarm;
    }

    /** Whether the alarm was running at the last commit. After a restart that means: it did not end. */
    boolean storedRinging() {
        return storedRinging;
    }

    /** Makes the statements since the last commit durable, with the alarm. */
    void commit(Long alarm, boolean ringing) throws SQLException {
        boolean same = ringing == storedRinging && (alarm == null ? storedAlarm == null : alarm.equals(storedAlarm));
        if (database == null && same) {
            return;
        }
        if (!same) {
            database().query("UPDATE host_alarm SET due = ?, ringing = ?", alarm, ringing ? 1L : 0L);
        }
        database().commit();
        storedAlarm = alarm;
        storedRinging = ringing;
    }

    /** Takes back the statements since the last commit. */
    void rollback() throws SQLException {
        if (database != null) {
            try {
                database.rollback();
            } catch (SQLException e) {
                // After some failures SQLite has taken the transaction back by itself, and the connection is in no
                // transaction.
                giveUp();
            }
        }
    }

    /** Closes the database after a failure. The next use opens it again, as it was at the last commit. */
    void giveUp() throws SQLException {
        SqliteDatabase given = database;
        database = null;
        if (given != null) {
            given.close();
        }
    }

    /** Bytes of the pages that are in use, which is roughly what the actor keeps; 0 if the database does not say. */
    long usedBytes() {
        try {
            SqlRows pages = database()
                    .query("SELECT page_count - freelist_count, page_size"
                            + " FROM pragma_page_count, pragma_freelist_count, pragma_page_size");
            return pages.number(0, 0) * pages.number(0, 1);
        } catch (SQLException | RuntimeException e) {
            // Only the pace of answers follows from it.
            return 0;
        }
    }

    /** Copies the files as they are, with what is not in the main file yet. */
    void copyTo(Path target) throws IOException {
        for (String suffix : new String[] {"", "-wal"}) {
            Path file = path.resolveSibling(path.getFileName() + suffix);
            if (Files.exists(file)) {
                Files.copy(file, target.resolveSibling(target.getFileName() + suffix));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        giveUp();
    }
}
