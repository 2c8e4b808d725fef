package dev.otlp2parquet.otlp.internal.json;

import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.Limits;
import dev.otlp2parquet.otlp.internal.decode.Scratch;
import dev.otlp2parquet.otlp.model.Span;
import dev.otlp2parquet.otlp.model.SpanEvent;
import dev.otlp2parquet.otlp.model.SpanLink;
import dev.otlp2parquet.otlp.model.TracesSink;

/** Spans of {@code ExportTraceServiceRequest} in OTLP/JSON. */
final class JsonTraces extends JsonRecords {
    private static final FieldNames FIELDS = new FieldNames(
            "traceId",
            "spanId",
            "traceState",
            "parentSpanId",
            "flags",
            "name",
            "kind",
            "startTimeUnixNano",
            "endTimeUnixNano",
            "attributes",
            "droppedAttributesCount",
            "events",
            "droppedEventsCount",
            "links",
            "droppedLinksCount",
            "status");

    private static final FieldNames EVENT_FIELDS =
            new FieldNames("timeUnixNano", "name", "attributes", "droppedAttributesCount");

    private static final FieldNames LINK_FIELDS =
            new FieldNames("traceId", "spanId", "traceState", "attributes", "droppedAttributesCount", "flags");

    private static final FieldNames STATUS_FIELDS = new FieldNames("message", "code");

    private final Span span;
    private TracesSink sink;

    JsonTraces(JsonReader json, Scratch scratch) {
        super(json, scratch, "resourceSpans", "scopeSpans", "spans");
        span = scratch.span;
    }

    void begin(TracesSink traces) {
        sink = traces;
        containment.begin(traces, "resourceSpans", "scopeSpans", "spans");
    }

    @Override
    String emit() {
        return sink.span(span);
    }

    @Override
    void readFields() throws Fault {
        span.clear();
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(FIELDS, field);
                if (json.skipNull()) {
                    continue;
                }
                switch (field) {
                    case 0 -> ids.readTraceId(span.traceId, recordArenas.strings);
                    case 1 -> ids.readSpanId(span.spanId, recordArenas.strings);
                    case 2 -> json.readString(span.traceState);
                    case 3 -> ids.readSpanId(span.parentSpanId, recordArenas.strings);
                    case 4 -> span.flags = numbers.readUint32();
                    case 5 -> json.readString(span.name);
                    case 6 -> span.kind = numbers.readEnum("SpanKind", EnumNames.SPAN_KIND);
                    case 7 -> span.startTimeUnixNano = numbers.readUint64();
                    case 8 -> span.endTimeUnixNano = numbers.readUint64();
                    case 9 -> values.readAttributes(span.attributes);
                    case 10 -> span.droppedAttributesCount = numbers.readUint32();
                    case 11 -> readEvents();
                    case 12 -> span.droppedEventsCount = numbers.readUint32();
                    case 13 -> readLinks();
                    case 14 -> span.droppedLinksCount = numbers.readUint32();
                    case 15 -> readStatus();
                    default -> json.skipValue();
                }
            }
        } catch (Fault fault) {
            throw fault.in(FIELDS.name(field));
        }
    }

    private void readEvents() throws Fault {
        int index = 0;
        try {
            for (boolean more = json.enterArray(); more; more = json.nextElement()) {
                if (span.events.size() == Limits.MAX_ELEMENTS) {
                    throw json.tooMany();
                }
                readEvent(span.events.add());
                index++;
            }
        } catch (Fault fault) {
            throw fault.at(index);
        }
    }

    private void readEvent(SpanEvent event) throws Fault {
        event.clear();
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(EVENT_FIELDS, field);
                if (json.skipNull()) {
                    continue;
                }
                switch (field) {
                    case 0 -> event.timeUnixNano = numbers.readUint64();
                    case 1 -> json.readString(event.name);
                    case 2 -> values.readAttributes(event.attributes);
                    case 3 -> event.droppedAttributesCount = numbers.readUint32();
                    default -> json.skipValue();
                }
            }
        } catch (Fault fault) {
            throw fault.in(EVENT_FIELDS.name(field));
        }
    }

    private void readLinks() throws Fault {
        int index = 0;
        try {
            for (boolean more = json.enterArray(); more; more = json.nextElement()) {
                if (span.links.size() == Limits.MAX_ELEMENTS) {
                    throw json.tooMany();
                }
                readLink(span.links.add());
                index++;
            }
        } catch (Fault fault) {
            throw fault.at(index);
        }
    }

    private void readLink(SpanLink link) throws Fault {
        link.clear();
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(LINK_FIELDS, field);
                if (json.skipNull()) {
                    continue;
                }
                switch (field) {
                    case 0 -> ids.readTraceId(link.traceId, recordArenas.strings);
                    case 1 -> ids.readSpanId(link.spanId, recordArenas.strings);
                    case 2 -> json.readString(link.traceState);
                    case 3 -> values.readAttributes(link.attributes);
                    case 4 -> link.droppedAttributesCount = numbers.readUint32();
                    case 5 -> link.flags = numbers.readUint32();
                    default -> json.skipValue();
                }
            }
        } catch (Fault fault) {
            throw fault.in(LINK_FIELDS.name(field));
        }
    }

    private void readStatus() throws Fault {
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(STATUS_FIELDS, field);
                if (json.skipNull()) {
                    continue;
                }
                switch (field) {
                    case 0 -> json.readString(span.statusMessage);
                    case 1 -> span.statusCode = numbers.readEnum("StatusCode", EnumNames.STATUS_CODE);
                    default -> json.skipValue();
                }
            }
        } catch (Fault fault) {
            throw fault.in(STATUS_FIELDS.name(field));
        }
    }
}
