package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.Span;
import dev.otlp2parquet.parquet.column.IntColumn;
import dev.otlp2parquet.parquet.column.LongColumn;

/** Appends spans to the table {@code traces}. */
final class SpanRows extends TableRows {
    private final EnumTexts spanKinds = EnumTexts.spanKinds();
    private final EnumTexts statusCodes = EnumTexts.statusCodes();

    private final TimestampColumn timestamp;
    private final TimestampColumn endTimestamp;
    private final LongColumn duration;
    private final TextColumn traceId;
    private final TextColumn spanId;
    private final TextColumn parentSpanId;
    private final TextColumn traceState;
    private final TextColumn spanName;
    private final TextColumn spanKind;
    private final AttributesColumn spanAttributes;
    private final TextColumn statusCode;
    private final TextColumn statusMessage;
    private final EventsColumn events;
    private final LinksColumn links;
    private final IntColumn spanFlags;
    private final DroppedCountColumn droppedAttributesCount;
    private final DroppedCountColumn droppedEventsCount;
    private final DroppedCountColumn droppedLinksCount;

    SpanRows(TableDefinition definition, long hashSeed) {
        super(definition, hashSeed);
        BoundFields columns = columns();
        timestamp = columns.timestamp("Timestamp");
        endTimestamp = columns.timestamp("EndTimestamp");
        duration = columns.longs("Duration");
        traceId = columns.text("TraceId");
        spanId = columns.text("SpanId");
        parentSpanId = columns.text("ParentSpanId");
        traceState = columns.text("TraceState");
        spanName = columns.text("SpanName");
        spanKind = columns.text("SpanKind");
        spanAttributes = columns.attributes("SpanAttributes");
        statusCode = columns.text("StatusCode");
        statusMessage = columns.text("StatusMessage");
        events = new EventsColumn(columns);
        links = new LinksColumn(columns);
        spanFlags = columns.ints("SpanFlags");
        droppedAttributesCount = columns.droppedCount("DroppedAttributesCount");
        droppedEventsCount = columns.droppedCount("DroppedEventsCount");
        droppedLinksCount = columns.droppedCount("DroppedLinksCount");
    }

    void append(Span span) {
        timestamp.append(span.startTimeUnixNano);
        endTimestamp.append(span.endTimeUnixNano);
        duration.append(span.endTimeUnixNano - span.startTimeUnixNano);
        traceId.append(span.traceId);
        spanId.append(span.spanId);
        parentSpanId.append(span.parentSpanId);
        traceState.append(span.traceState);
        spanName.append(span.name);
        spanKind.append(spanKinds.of(span.kind));
        spanAttributes.append(span.attributes);
        statusCode.append(statusCodes.of(span.statusCode));
        statusMessage.append(span.statusMessage);
        events.append(span.events);
        links.append(span.links);
        spanFlags.append(span.flags);
        droppedAttributesCount.append(span.droppedAttributesCount, span.attributes.dropped());
        droppedEventsCount.append(span.droppedEventsCount);
        droppedLinksCount.append(span.droppedLinksCount);
        nextRow();
    }
}
