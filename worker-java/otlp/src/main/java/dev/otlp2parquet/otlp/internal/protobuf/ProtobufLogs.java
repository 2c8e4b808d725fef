package dev.otlp2parquet.otlp.internal.protobuf;

import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.Scratch;
import dev.otlp2parquet.otlp.model.LogRecord;
import dev.otlp2parquet.otlp.model.LogsSink;
import java.io.IOException;

/** Log records of {@code ExportLogsServiceRequest} in protobuf. */
final class ProtobufLogs extends ProtobufRecords {
    private static final int TIME_UNIX_NANO = 1 << 3 | Tags.FIXED64;
    private static final int SEVERITY_NUMBER = 2 << 3 | Tags.VARINT;
    private static final int SEVERITY_TEXT = 3 << 3 | Tags.LENGTH;
    private static final int BODY = 5 << 3 | Tags.LENGTH;
    private static final int ATTRIBUTES = 6 << 3 | Tags.LENGTH;
    private static final int DROPPED_ATTRIBUTES_COUNT = 7 << 3 | Tags.VARINT;
    private static final int FLAGS = 8 << 3 | Tags.FIXED32;
    private static final int TRACE_ID = 9 << 3 | Tags.LENGTH;
    private static final int SPAN_ID = 10 << 3 | Tags.LENGTH;
    private static final int OBSERVED_TIME_UNIX_NANO = 11 << 3 | Tags.FIXED64;
    private static final int EVENT_NAME = 12 << 3 | Tags.LENGTH;

    private final LogRecord record;
    private LogsSink sink;

    ProtobufLogs(Scratch scratch) {
        super(scratch);
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
    void readFields(ProtobufReader in) throws IOException, Fault {
        record.clear();
        // Of the fields that can be faulty, the one read last; the others leave it alone.
        String inside = "";
        try {
            for (int tag = in.tag(); tag != 0; tag = in.tag()) {
                switch (tag) {
                    case TIME_UNIX_NANO -> record.timeUnixNano = in.readFixed64();
                    case OBSERVED_TIME_UNIX_NANO -> record.observedTimeUnixNano = in.readFixed64();
                    case SEVERITY_NUMBER -> record.severityNumber = in.readVarint32();
                    case SEVERITY_TEXT -> {
                        inside = "severityText";
                        in.readString(record.severityText);
                    }
                    case BODY -> {
                        inside = "body";
                        values.read(in, record.body, recordArenas.body);
                    }
                    case ATTRIBUTES -> {
                        inside = "";
                        values.readAttribute(in, record.attributes, "attributes");
                    }
                    case DROPPED_ATTRIBUTES_COUNT -> record.droppedAttributesCount = in.readVarint32();
                    case FLAGS -> record.flags = in.readFixed32();
                    case TRACE_ID -> {
                        inside = "traceId";
                        in.readTraceId(record.traceId, recordArenas.strings);
                    }
                    case SPAN_ID -> {
                        inside = "spanId";
                        in.readSpanId(record.spanId, recordArenas.strings);
                    }
                    case EVENT_NAME -> {
                        inside = "eventName";
                        in.readString(record.eventName);
                    }
                    default -> in.skip(tag);
                }
            }
        } catch (Fault fault) {
            throw fault.in(inside);
        }
    }
}
