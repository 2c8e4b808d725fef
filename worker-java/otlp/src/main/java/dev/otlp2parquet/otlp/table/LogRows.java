package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.LogRecord;
import dev.otlp2parquet.parquet.column.IntColumn;

/** Appends log records to the table {@code logs}. */
final class LogRows extends TableRows {
    private final TimestampColumn timestamp;
    private final TimestampColumn timestampTime;
    private final TimestampColumn observedTimestamp;
    private final TextColumn traceId;
    private final TextColumn spanId;
    private final IntColumn traceFlags;
    private final TextColumn severityText;
    private final IntColumn severityNumber;
    private final TextColumn body;
    private final AttributesColumn logAttributes;
    private final TextColumn eventName;
    private final DroppedCountColumn droppedAttributesCount;

    LogRows(TableDefinition definition, long hashSeed) {
        super(definition, hashSeed);
        BoundFields columns = columns();
        timestamp = columns.timestamp("Timestamp");
        timestampTime = columns.timestamp("TimestampTime");
        observedTimestamp = columns.timestamp("ObservedTimestamp");
        traceId = columns.text("TraceId");
        spanId = columns.text("SpanId");
        traceFlags = columns.ints("TraceFlags");
        severityText = columns.text("SeverityText");
        severityNumber = columns.ints("SeverityNumber");
        body = columns.text("Body");
        logAttributes = columns.attributes("LogAttributes");
        eventName = columns.text("EventName");
        droppedAttributesCount = columns.droppedCount("DroppedAttributesCount");
    }

    /**
     * Appends one record.
     *
     * @param receivedUnixNanos the time of a record that names neither its own nor the one of its observation
     */
    void append(LogRecord record, long receivedUnixNanos) {
        long time = record.timeUnixNano;
        if (time == 0) {
            time = record.observedTimeUnixNano;
        }
        if (time == 0) {
            time = receivedUnixNanos;
        }
        timestamp.append(time);
        timestampTime.appendSecond(time);
        observedTimestamp.append(record.observedTimeUnixNano);
        traceId.append(record.traceId);
        spanId.append(record.spanId);
        traceFlags.append(record.flags);
        severityText.append(record.severityText);
        severityNumber.append(record.severityNumber);
        body.append(record.body);
        logAttributes.append(record.attributes);
        eventName.append(record.eventName);
        droppedAttributesCount.append(record.droppedAttributesCount, record.attributes.dropped());
        nextRow();
    }
}
