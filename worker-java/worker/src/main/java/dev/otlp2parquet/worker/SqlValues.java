package dev.otlp2parquet.worker;

import dev.otlp2parquet.parquet.bytes.Slices;
import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.ArrayList;
import java.util.List;

/**
 * The encoding of SQLite values between Java and the host. Each value has a tag. Nothing follows for null, eight bytes
 * for an integer, and for a text (UTF-8) or blob its length in four bytes and its bytes. Numbers are little-endian. The
 * other side is {@code worker-js-shim/src/codec/sql-values.ts}.
 */
final class SqlValues {

    private static final byte NULL = 0;
    private static final byte INTEGER = 1;
    private static final byte TEXT = 2;
    private static final byte BLOB = 3;

    /** The largest integer that a double holds exactly. The host's numbers are doubles. */
    private static final long MAX_INTEGER = (1L << 53) - 1;

    private SqlValues() {}

    /**
     * Encodes a statement and its parameters.
     *
     * @throws IllegalArgumentException for a parameter that cannot cross unchanged
     */
    static byte[] encode(String statement, Object[] parameters) {
        byte[][] contents = new byte[parameters.length + 1][];
        contents[0] = Utf8.encode(statement);
        int size = sizeOf(contents[0]);
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i];
            if (parameter instanceof Long number) {
                if (number > MAX_INTEGER || number < -MAX_INTEGER) {
                    throw new IllegalArgumentException(
                            "parameter " + (i + 1) + " of \"" + statement + "\": " + number + " has more than 53 bits");
                }
                size += 1 + Long.BYTES;
            } else if (parameter == null) {
                size++;
            } else {
                contents[i + 1] = content(parameter, i, statement);
                size += sizeOf(contents[i + 1]);
            }
        }
        byte[] bytes = new byte[size];
        int at = put(bytes, 0, TEXT, contents[0]);
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i];
            if (parameter instanceof Long number) {
                bytes[at] = INTEGER;
                for (int j = 0; j < Long.BYTES; j++) {
                    bytes[at + 1 + j] = (byte) (number >>> (8 * j));
                }
                at += 1 + Long.BYTES;
            } else if (parameter == null) {
                bytes[at++] = NULL;
            } else {
                at = put(bytes, at, parameter instanceof String ? TEXT : BLOB, contents[i + 1]);
            }
        }
        return bytes;
    }

    private static byte[] content(Object parameter, int index, String statement) {
        if (parameter instanceof byte[] blob) {
            return blob;
        }
        if (parameter instanceof String text) {
            return Utf8.encode(text);
        }
        throw new IllegalArgumentException("parameter " + (index + 1) + " of \"" + statement
                + "\": expected Long, byte[], String or null, found another class");
    }

    private static int sizeOf(byte[] content) {
        return 1 + Integer.BYTES + content.length;
    }

    private static int put(byte[] bytes, int at, byte tag, byte[] content) {
        bytes[at] = tag;
        int length = content.length;
        bytes[at + 1] = (byte) length;
        bytes[at + 2] = (byte) (length >>> 8);
        bytes[at + 3] = (byte) (length >>> 16);
        bytes[at + 4] = (byte) (length >>> 24);
        System.arraycopy(content, 0, bytes, at + 5, length);
        return at + 5 + length;
    }

    /** Decodes the host's rows: the number of columns in four bytes, then the values. */
    static SqlRows decode(byte[] bytes) {
        int columns = Slices.intAt(bytes, 0);
        if (bytes.length == Integer.BYTES) {
            return SqlRows.NONE;
        }
        List<Object[]> rows = new ArrayList<>();
        int at = Integer.BYTES;
        while (at < bytes.length) {
            Object[] row = new Object[columns];
            for (int i = 0; i < columns; i++) {
                byte tag = bytes[at++];
                if (tag == INTEGER) {
                    row[i] = Slices.longAt(bytes, at);
                    at += Long.BYTES;
                } else if (tag != NULL) {
                    int length = Slices.intAt(bytes, at);
                    at += Integer.BYTES;
                    row[i] = tag == TEXT ? Utf8.decode(bytes, at, length) : copy(bytes, at, length);
                    at += length;
                }
            }
            rows.add(row);
        }
        return new SqlRows(rows);
    }

    private static byte[] copy(byte[] bytes, int at, int length) {
        byte[] copy = new byte[length];
        System.arraycopy(bytes, at, copy, 0, length);
        return copy;
    }
}
