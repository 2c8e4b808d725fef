package dev.otlp2parquet.parquet.large;

import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** Rows of 2 KB that no codec makes smaller, each with the digest of its bytes: a reader can tell a wrong one by itself. */
final class LargeRows {

    static final int PAYLOAD_BYTES = 2_000;

    static final Schema SCHEMA = new Schema(
            "large",
            List.of(
                    Field.int64("id", Repetition.REQUIRED, 1),
                    Field.string("service", Repetition.OPTIONAL, 2),
                    Field.string("digest", Repetition.REQUIRED, 3),
                    Field.binary("payload", Repetition.REQUIRED, 4)));

    private LargeRows() {}

    /** Replaces the rows of a batch by those of the ids [from, from + count). */
    static void fill(RowBatch batch, long from, int count) {
        batch.reset();
        for (long id = from; id < from + count; id++) {
            byte[] payload = payload(id);
            batch.column(0).asLong().append(id);
            String service = service(id);
            if (service == null) {
                batch.column(1).appendNull();
            } else {
                append(batch, 1, ascii(service));
            }
            append(batch, 2, ascii(digest(payload)));
            append(batch, 3, payload);
        }
    }

    /** Null for every seventh row. */
    static String service(long id) {
        return id % 7 == 0 ? null : "service-" + id % 5;
    }

    static byte[] payload(long id) {
        byte[] bytes = new byte[PAYLOAD_BYTES];
        new SplittableRandom(id).nextBytes(bytes);
        return bytes;
    }

    /** MD5, in lower-case hexadecimal: DuckDB computes the same. */
    static String digest(byte[] payload) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(payload));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static void append(RowBatch batch, int column, byte[] bytes) {
        batch.column(column).asBinary().append(bytes, 0, bytes.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
