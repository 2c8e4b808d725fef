package dev.otlp2parquet.platform.actor;

import java.util.List;

/**
 * The rows that a statement returned, all of them in memory.
 *
 * @param rows one array per row, with one value per column: {@link Long}, {@code byte[]}, {@link String} or null
 */
public record SqlRows(List<Object[]> rows) {

    /** The result of a statement that returns no rows. */
    public static final SqlRows NONE = new SqlRows(List.of());

    public int count() {
        return rows.size();
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public boolean isNull(int row, int column) {
        return rows.get(row)[column] == null;
    }

    /** Returns an integer. */
    public long number(int row, int column) {
        return (Long) rows.get(row)[column];
    }

    /** Returns a text, or null. */
    public String text(int row, int column) {
        return (String) rows.get(row)[column];
    }

    /** Returns a blob, or null. */
    public byte[] bytes(int row, int column) {
        return (byte[]) rows.get(row)[column];
    }
}
