package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.world.SqliteStorage;
import dev.otlp2parquet.platform.actor.SqlRows;
import java.util.ArrayList;
import java.util.List;

/** What is in the many tables of a buffer's database. */
public final class BufferRows {

    private BufferRows() {}

    /** Requests, those that are set aside too. */
    public static long requests(SqliteStorage sql) {
        return count(sql, tables(sql, "log", "quarantine"));
    }

    /** Chunks of requests, those that are set aside too. */
    public static long chunks(SqliteStorage sql) {
        return count(sql, tables(sql, "chunk", "quarantine_chunk"));
    }

    /**
     * Changes requests, those that are set aside too, and makes it durable.
     *
     * @param change from SET on
     */
    public static void update(SqliteStorage sql, String change, Object... parameters) {
        for (String table : tables(sql, "log", "quarantine")) {
            sql.query("UPDATE " + table + " " + change, parameters);
        }
        sql.commit();
    }

    /** Deletes the first or the last chunk of the only request that has some. */
    public static void deleteChunk(SqliteStorage sql, String which) {
        for (String table : tables(sql, "chunk", "quarantine_chunk")) {
            sql.query("DELETE FROM " + table + " WHERE id = (SELECT " + which + "(id) FROM " + table + ")");
        }
        sql.commit();
    }

    private static long count(SqliteStorage sql, List<String> tables) {
        long count = 0;
        for (String table : tables) {
            count += sql.query("SELECT count(*) FROM " + table).number(0, 0);
        }
        return count;
    }

    private static List<String> tables(SqliteStorage sql, String prefix, String other) {
        SqlRows names = sql.query("SELECT name FROM sqlite_master WHERE type = 'table'");
        List<String> tables = new ArrayList<>();
        for (int i = 0; i < names.count(); i++) {
            String name = names.text(i, 0);
            if (name.equals(prefix) || name.startsWith(prefix + "_") || name.equals(other)) {
                tables.add(name);
            }
        }
        return tables;
    }
}
