package dev.otlp2parquet.host.actor;

import dev.otlp2parquet.platform.actor.SqlRows;
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

    /**
     * Takes back the statements since the last commit by closing the database. After some failures SQLite has done so already, and an
     * open connection would not say in what state it is.
     */
    void rollback() throws SQLException {
        SqliteDatabase given = database;
        database = null;
        if (given != null) {
            given.close();
        }
    }

    @Override
    public void close() throws SQLException {
        rollback();
    }
}
