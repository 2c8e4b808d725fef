package dev.otlp2parquet.otlp.internal.json;

import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.Scratch;
import dev.otlp2parquet.otlp.model.LogRecord;
import dev.otlp2parquet.otlp.model.LogsSink;

/** Log records of {@code ExportLogsServiceRequest} in OTLP/JSON. */
final class JsonLogs extends JsonRecords {
    private static final FieldNames FIELDS = new FieldNames(
            "timeUnixNano",
            "observedTimeUnixNano",
            "severityNumber",
            "severityText",
            "body",
            "attributes",
            "droppedAttributesCount",
            "flags",
            "traceId",
            "spanId",
            "eventName");

    private final LogRecord record;
    private LogsSink sink;

    JsonLogs(JsonReader json, Scratch scratch) {
        super(json, scratch, "resourceLogs", "scopeLogs", "logRecords");
        record = scratch.logRecord;
    }

    void begin(LogsSink logs) {
        sink = logs;
        containment.begin(logs, "resourceLogs", "scopeLogs", "logRecords");
    }

    @Override
    String emit() {
        return sink.logRecord(record);
    }

    @Override
    void readFields() throws Fault {
        record.clear();
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(FIELDS, field);
                if (json.skipNull()) {
                    continue;
                }
                switch (field) {
                    case 0 -> record.timeUnixNano = numbers.readUint64();
                    case 1 -> record.observedTimeUnixNano = numbers.readUint64();
                    case 2 -> record.severityNumber = numbers.readEnum("SeverityNumber", EnumNames.SEVERITY_NUMBER);
                    case 3 -> json.readString(record.severityText);
                    case 4 -> values.read(record.body, recordArenas.body);
                    case 5 -> values.readAttributes(record.attributes);
                    case 6 -> record.droppedAttributesCount = numbers.readUint32();
                    case 7 -> record.flags = numbers.readUint32();
                    case 8 -> ids.readTraceId(record.traceId, recordArenas.strings);
                    case 9 -> ids.readSpanId(record.spanId, recordArenas.strings);
                    case 10 -> json.readString(record.eventName);
                    default -> json.skipValue();
                }
            }
        } catch (Fault fault) {
            throw fault.in(FIELDS.name(field));
        }
    }
}
