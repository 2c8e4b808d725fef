package dev.otlp2parquet.platform.actor;

import java.util.List;

/**
 * The rows that a statement gave, all of them in memory.
 *
 * @param rows each with one value for each column: {@link Long}, {@code byte[]}, {@link String} or null
 */
public record SqlRows(List<Object[]> rows) {

    /** Of a statement that gives no rows. */
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

    /** An integer. */
    public long number(int row, int column) {
        return (Long) rows.get(row)[column];
    }

    /** A text, or null. */
    public String text(int row, int column) {
        return (String) rows.get(row)[column];
    }

    /** A blob, or null. */
    public byte[] bytes(int row, int column) {
        return (byte[]) rows.get(row)[column];
    }
}
