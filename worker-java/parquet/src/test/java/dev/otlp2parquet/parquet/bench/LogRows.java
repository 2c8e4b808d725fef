package dev.otlp2parquet.parquet.bench;

import static dev.otlp2parquet.parquet.schema.Repetition.OPTIONAL;
import static dev.otlp2parquet.parquet.schema.Repetition.REQUIRED;

import dev.otlp2parquet.parquet.column.BinaryColumn;
import dev.otlp2parquet.parquet.column.MapColumn;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Seeded rows in the shape of a table of logs: 10 resource attributes per context, 8 attributes and a body of about 200 bytes
 * per record, ids that never repeat.
 */
final class LogRows {

    private static final int CONTEXT_ROWS = 200;
    private static final String[] TEMPLATES = {
        "GET /api/v1/orders/%d completed in %d ms with status 200 for tenant %d; cache hit ratio was within the expected range",
        "connection to database replica %d lost after %d ms; retrying with exponential backoff, attempt %d of the policy",
        "payment %d authorised by provider in %d ms; ledger entry %d is queued for settlement and will be reconciled tonight",
        "consumer lag on partition %d is %d messages; rebalancing started by the coordinator, generation %d of the group",
    };
    private static final String[] KEYS = {
        "http.request.method",
        "http.route",
        "http.response.status_code",
        "user.id",
        "thread.name",
        "code.function.name",
        "session.id",
        "duration_ms"
    };

    private final Random random;
    private final List<byte[]> resourceKeys = new ArrayList<>();
    private final List<byte[]> keys = new ArrayList<>();
    private final byte[] scratch = new byte[1024];

    LogRows(long seed) {
        random = new Random(seed);
        for (int i = 0; i < 10; i++) {
            resourceKeys.add(Utf8.encode("k8s.resource.attribute." + i));
        }
        for (String key : KEYS) {
            keys.add(Utf8.encode(key));
        }
    }

    static Schema schema() {
        return new Schema(
                "logs",
                List.of(
                        Field.timestampMicros("Timestamp", REQUIRED, 1),
                        Field.string("TraceId", OPTIONAL, 2),
                        Field.string("SpanId", OPTIONAL, 3),
                        Field.int32("TraceFlags", REQUIRED, 4),
                        Field.string("SeverityText", OPTIONAL, 5),
                        Field.int32("SeverityNumber", REQUIRED, 6),
                        Field.string("ServiceName", REQUIRED, 7),
                        Field.string("Body", OPTIONAL, 8),
                        attributes("ResourceAttributes", 9, 20),
                        Field.string("ScopeName", OPTIONAL, 10),
                        attributes("ScopeAttributes", 11, 22),
                        attributes("LogAttributes", 12, 24),
                        Field.timestampMicros("TimestampTime", REQUIRED, 13),
                        Field.timestampMicros("ObservedTimestamp", OPTIONAL, 14),
                        Field.string("EventName", OPTIONAL, 15),
                        Field.string("ServiceNamespace", OPTIONAL, 16),
                        Field.int32("DroppedAttributesCount", REQUIRED, 17)));
    }

    private static Field attributes(String name, int id, int keyId) {
        return Field.map(
                name, REQUIRED, id, Field.string("key", REQUIRED, keyId), Field.string("value", OPTIONAL, keyId + 1));
    }

    void append(RowBatch batch, int rows) {
        long nanos = 1_700_000_000_000_000L;
        for (int row = 0; row < rows; row++) {
            nanos += random.nextInt(2000);
            appendRecord(batch, nanos);
            if ((row + 1) % CONTEXT_ROWS == 0 || row == rows - 1) {
                appendContext(batch, row % CONTEXT_ROWS + 1);
            }
        }
    }

    private void appendRecord(RowBatch batch, long micros) {
        batch.column(0).asLong().append(micros);
        appendHex(batch.column(1).asBinary(), 32);
        appendHex(batch.column(2).asBinary(), 16);
        batch.column(3).asInt().append(1);
        int severity = random.nextInt(4);
        text(batch.column(4).asBinary(), severity == 0 ? "ERROR" : severity == 1 ? "WARN" : "INFO");
        batch.column(5).asInt().append(17 - severity * 4);
        text(
                batch.column(7).asBinary(),
                String.format(
                        TEMPLATES[random.nextInt(TEMPLATES.length)],
                        random.nextInt(100_000),
                        random.nextInt(5_000),
                        random.nextInt(1_000)));
        MapColumn attributes = batch.column(11).asMap();
        attributes.begin();
        for (int i = 0; i < keys.size(); i++) {
            attributes.key().asBinary().append(keys.get(i), 0, keys.get(i).length);
            int spread = i < 3 ? 4 : i < 6 ? 50 : 100_000;
            text(attributes.value().asBinary(), "value-" + random.nextInt(spread));
        }
        attributes.end();
        batch.column(12).asLong().append(micros / 1_000_000 * 1_000_000);
        batch.column(13).asLong().append(micros + random.nextInt(100));
        batch.column(14).appendNull();
        batch.column(16).asInt().append(0);
    }

    private void appendContext(RowBatch batch, int rows) {
        int service = random.nextInt(5);
        text(batch.column(6).asBinary(), "service-" + service);
        MapColumn resource = batch.column(8).asMap();
        resource.begin();
        for (int i = 0; i < resourceKeys.size(); i++) {
            resource.key().asBinary().append(resourceKeys.get(i), 0, resourceKeys.get(i).length);
            text(resource.value().asBinary(), "resource-value-" + (service * 7 + i));
        }
        resource.end();
        text(batch.column(9).asBinary(), "io.opentelemetry.scope");
        batch.column(10).asMap().begin();
        batch.column(10).asMap().end();
        text(batch.column(15).asBinary(), "shop");
        for (int column : new int[] {6, 8, 9, 10, 15}) {
            batch.column(column).repeatLast(rows - 1);
        }
    }

    private void appendHex(BinaryColumn column, int length) {
        for (int i = 0; i < length; i++) {
            scratch[i] = (byte) "0123456789abcdef".charAt(random.nextInt(16));
        }
        column.append(scratch, 0, length);
    }

    private void text(BinaryColumn column, String text) {
        column.append(scratch, 0, Utf8.encode(text, scratch, 0));
    }
}
