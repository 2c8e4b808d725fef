package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.platform.actor.SqlFailure;
import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;
import java.util.Arrays;

/**
 * Requests as rows. A body is in the row of its request; what does not fit there is in chunks, which are rows of another table.
 */
final class RequestRows {

    /** Hosts allow 2 MB in a value. */
    static final int CHUNK_BYTES = 1_000_000;

    /** The id of a chunk is {@code sequence * MAX_CHUNKS + number}. */
    static final long MAX_CHUNKS = 4096;

    /** What {@link #read} takes, in its order. */
    static final String COLUMNS =
            "sequence, format, row_count, decoded_bytes, received_micros, chunks, stored_bytes, body";

    private RequestRows() {}

    /**
     * Inserts a request, all of it or nothing.
     *
     * @param mark of {@link KnownRequests}
     * @throws SqlFailure if it does not fit
     */
    static void insert(
            SqlStorage sql, Segments segments, Segment segment, long sequence, StoredRequest request, byte[] mark) {
        byte[] body = request.body();
        int chunks = body.length > CHUNK_BYTES ? (body.length + CHUNK_BYTES - 1) / CHUNK_BYTES : 0;
        if (chunks >= MAX_CHUNKS) {
            throw new IllegalArgumentException("a body of " + body.length + " bytes");
        }
        try {
            if (chunks > 0) {
                segments.makeChunks(segment);
            }
            for (int i = 0; i < chunks; i++) {
                int from = i * CHUNK_BYTES;
                byte[] bytes = Arrays.copyOfRange(body, from, Math.min(body.length, from + CHUNK_BYTES));
                sql.query(
                        "INSERT INTO " + segment.chunk() + " (id, bytes) VALUES (?, ?)",
                        sequence * MAX_CHUNKS + i,
                        bytes);
            }
            sql.query(
                    "INSERT INTO " + segment.log()
                            + " (sequence, format, row_count, decoded_bytes, stored_bytes, received_micros, chunks,"
                            + " mark, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    sequence,
                    (long) request.format(),
                    (long) request.rows(),
                    (long) request.decodedBytes(),
                    (long) body.length,
                    request.receivedMicros(),
                    (long) chunks,
                    mark,
                    chunks == 0 ? body : null);
        } catch (SqlFailure e) {
            // An exception takes nothing back here, and half a request must not stay.
            sql.query("DELETE FROM " + segment.log() + " WHERE sequence = ?", sequence);
            if (segments.hasChunks(segment)) {
                deleteChunks(sql, segment.chunk(), sequence);
            }
            throw e;
        }
    }

    /**
     * The request in a row of {@link #COLUMNS}.
     *
     * @param chunkTable of its chunks; it may be missing
     * @throws UnreadableRequestException if it is not whole
     */
    static StoredRequest read(SqlStorage sql, SqlRows rows, String chunkTable) throws UnreadableRequestException {
        long sequence = rows.number(0, 0);
        long format = rows.number(0, 1);
        if (format != (int) format) {
            throw new UnreadableRequestException(sequence, "this version does not know the request format " + format);
        }
        long chunks = rows.number(0, 5);
        byte[] body = chunks == 0 ? rows.bytes(0, 7) : joined(sql, chunkTable, sequence, chunks, rows.number(0, 6));
        if (body == null) {
            throw new UnreadableRequestException(sequence, "its body is missing");
        }
        return new StoredRequest(
                sequence, (int) format, (int) rows.number(0, 2), (int) rows.number(0, 3), rows.number(0, 4), body);
    }

    private static byte[] joined(SqlStorage sql, String chunkTable, long sequence, long chunks, long length)
            throws UnreadableRequestException {
        if (chunks < 0 || chunks >= MAX_CHUNKS || length < 0 || length > chunks * CHUNK_BYTES) {
            throw new UnreadableRequestException(sequence, chunks + " chunks do not make " + length + " bytes");
        }
        if (sql.query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", chunkTable)
                .isEmpty()) {
            throw new UnreadableRequestException(sequence, "chunk 1 of " + chunks + " is missing");
        }
        byte[] body = new byte[(int) length];
        int at = 0;
        for (int i = 0; i < chunks; i++) {
            byte[] bytes = chunk(sql, chunkTable, sequence * MAX_CHUNKS + i);
            if (bytes == null) {
                throw new UnreadableRequestException(sequence, "chunk " + (i + 1) + " of " + chunks + " is missing");
            }
            if (bytes.length > body.length - at) {
                throw new UnreadableRequestException(sequence, "its chunks are longer than " + length + " bytes");
            }
            System.arraycopy(bytes, 0, body, at, bytes.length);
            at += bytes.length;
        }
        if (at < body.length) {
            throw new UnreadableRequestException(sequence, "its chunks have " + at + " of " + length + " bytes");
        }
        return body;
    }

    /** Null if it is missing. */
    private static byte[] chunk(SqlStorage sql, String table, long id) {
        SqlRows rows = sql.query("SELECT bytes FROM " + table + " WHERE id = ?", id);
        return rows.isEmpty() ? null : rows.bytes(0, 0);
    }

    /** Drops the chunks of a request. */
    static void deleteChunks(SqlStorage sql, String table, long sequence) {
        sql.query(
                "DELETE FROM " + table + " WHERE id >= ? AND id < ?",
                sequence * MAX_CHUNKS,
                (sequence + 1) * MAX_CHUNKS);
    }
}
