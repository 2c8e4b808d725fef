package dev.otlp2parquet.batching.actor;

import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;

/** The table {@code meta} that every actor has: facts by name, among them the version of all its tables. */
public final class ActorMeta {

    private static final String VERSION = "schema-version";
    private static final String NAME = "name";
    private static final String INCARNATION = "incarnation";

    private final SqlStorage sql;

    private ActorMeta(SqlStorage sql) {
        this.sql = sql;
    }

    /**
     * Opens the table, or returns null if the database is empty.
     *
     * @param knownVersion the latest version of the tables that the caller can read
     * @throws IllegalStateException if the tables are of a later version
     */
    public static ActorMeta existing(SqlStorage sql, int knownVersion) {
        if (sql.query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'meta'")
                .isEmpty()) {
            return null;
        }
        ActorMeta meta = new ActorMeta(sql);
        long version = meta.number(VERSION, 0);
        // Version 1 is the first. A caller that finds an earlier version upgrades the tables before it reads anything
        // else.
        if (version < 1 || version > knownVersion) {
            throw new IllegalStateException(
                    "the database has the schema version " + version + ", this version of otlp2parquet reads 1 to "
                            + knownVersion + ": deploy the version of otlp2parquet that wrote it, or a newer one");
        }
        return meta;
    }

    /**
     * Creates the tables.
     *
     * @param incarnation distinguishes this database from an earlier one of an actor of the same name that was deleted
     */
    public static ActorMeta create(SqlStorage sql, int version, String name, String incarnation, String... tables) {
        for (String table : tables) {
            sql.query(table);
        }
        sql.query("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
        ActorMeta meta = new ActorMeta(sql);
        meta.put(NAME, name);
        meta.put(INCARNATION, incarnation);
        meta.put(VERSION, Integer.toString(version));
        return meta;
    }

    public long version() {
        return number(VERSION, 0);
    }

    /** Records that the tables were upgraded to a version. */
    public void upgraded(long version) {
        put(VERSION, version);
    }

    public String name() {
        return text(NAME);
    }

    public String incarnation() {
        return text(INCARNATION);
    }

    /** The fact, or null. */
    public String text(String key) {
        SqlRows rows = sql.query("SELECT value FROM meta WHERE key = ?", key);
        return rows.isEmpty() ? null : rows.text(0, 0);
    }

    public long number(String key, long absent) {
        String value = text(key);
        return value == null ? absent : Long.parseLong(value);
    }

    public void put(String key, String value) {
        sql.query(
                "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                key,
                value);
    }

    public void put(String key, long value) {
        put(key, Long.toString(value));
    }

    public void remove(String key) {
        sql.query("DELETE FROM meta WHERE key = ?", key);
    }
}
