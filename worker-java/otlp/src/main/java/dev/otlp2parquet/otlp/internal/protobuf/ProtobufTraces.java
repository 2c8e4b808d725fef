package dev.otlp2parquet.otlp.internal.protobuf;

import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.Scratch;
import dev.otlp2parquet.otlp.model.Span;
import dev.otlp2parquet.otlp.model.SpanEvent;
import dev.otlp2parquet.otlp.model.SpanLink;
import dev.otlp2parquet.otlp.model.TracesSink;
import java.io.IOException;

/** Spans of {@code ExportTraceServiceRequest} in protobuf. */
final class ProtobufTraces extends ProtobufRecords {
    private static final int TRACE_ID = 1 << 3 | Tags.LENGTH;
    private static final int SPAN_ID = 2 << 3 | Tags.LENGTH;
    private static final int TRACE_STATE = 3 << 3 | Tags.LENGTH;
    private static final int PARENT_SPAN_ID = 4 << 3 | Tags.LENGTH;
    private static final int NAME = 5 << 3 | Tags.LENGTH;
    private static final int KIND = 6 << 3 | Tags.VARINT;
    private static final int START_TIME_UNIX_NANO = 7 << 3 | Tags.FIXED64;
    private static final int END_TIME_UNIX_NANO = 8 << 3 | Tags.FIXED64;
    private static final int ATTRIBUTES = 9 << 3 | Tags.LENGTH;
    private static final int DROPPED_ATTRIBUTES_COUNT = 10 << 3 | Tags.VARINT;
    private static final int EVENTS = 11 << 3 | Tags.LENGTH;
    private static final int DROPPED_EVENTS_COUNT = 12 << 3 | Tags.VARINT;
    private static final int LINKS = 13 << 3 | Tags.LENGTH;
    private static final int DROPPED_LINKS_COUNT = 14 << 3 | Tags.VARINT;
    private static final int STATUS = 15 << 3 | Tags.LENGTH;
    private static final int FLAGS = 16 << 3 | Tags.FIXED32;

    private static final int EVENT_TIME_UNIX_NANO = 1 << 3 | Tags.FIXED64;
    private static final int EVENT_NAME = 2 << 3 | Tags.LENGTH;
    private static final int EVENT_ATTRIBUTES = 3 << 3 | Tags.LENGTH;
    private static final int EVENT_DROPPED_ATTRIBUTES_COUNT = 4 << 3 | Tags.VARINT;

    private static final int LINK_TRACE_ID = 1 << 3 | Tags.LENGTH;
    private static final int LINK_SPAN_ID = 2 << 3 | Tags.LENGTH;
    private static final int LINK_TRACE_STATE = 3 << 3 | Tags.LENGTH;
    private static final int LINK_ATTRIBUTES = 4 << 3 | Tags.LENGTH;
    private static final int LINK_DROPPED_ATTRIBUTES_COUNT = 5 << 3 | Tags.VARINT;
    private static final int LINK_FLAGS = 6 << 3 | Tags.FIXED32;

    private static final int STATUS_MESSAGE = 2 << 3 | Tags.LENGTH;
    private static final int STATUS_CODE = 3 << 3 | Tags.VARINT;

    private final Span span;
    private TracesSink sink;

    ProtobufTraces(Scratch scratch) {
        super(scratch);
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
    void readFields(ProtobufReader in) throws IOException, Fault {
        span.clear();
        String inside = "";
        try {
            for (int tag = in.tag(); tag != 0; tag = in.tag()) {
                switch (tag) {
                    case TRACE_ID -> {
                        inside = "traceId";
                        in.readTraceId(span.traceId, recordArenas.strings);
                    }
                    case SPAN_ID -> {
                        inside = "spanId";
                        in.readSpanId(span.spanId, recordArenas.strings);
                    }
                    case TRACE_STATE -> {
                        inside = "traceState";
                        in.readString(span.traceState);
                    }
                    case PARENT_SPAN_ID -> {
                        inside = "parentSpanId";
                        in.readSpanId(span.parentSpanId, recordArenas.strings);
                    }
                    case NAME -> {
                        inside = "name";
                        in.readString(span.name);
                    }
                    case KIND -> span.kind = in.readVarint32();
                    case START_TIME_UNIX_NANO -> span.startTimeUnixNano = in.readFixed64();
                    case END_TIME_UNIX_NANO -> span.endTimeUnixNano = in.readFixed64();
                    case ATTRIBUTES -> {
                        inside = "";
                        values.readAttribute(in, span.attributes, "attributes");
                    }
                    case DROPPED_ATTRIBUTES_COUNT -> span.droppedAttributesCount = in.readVarint32();
                    case EVENTS -> {
                        inside = "";
                        readEvent(in);
                    }
                    case DROPPED_EVENTS_COUNT -> span.droppedEventsCount = in.readVarint32();
                    case LINKS -> {
                        inside = "";
                        readLink(in);
                    }
                    case DROPPED_LINKS_COUNT -> span.droppedLinksCount = in.readVarint32();
                    case STATUS -> {
                        inside = "status.message";
                        readStatus(in);
                    }
                    case FLAGS -> span.flags = in.readFixed32();
                    default -> in.skip(tag);
                }
            }
        } catch (Fault fault) {
            throw fault.in(inside);
        }
    }

    private void readEvent(ProtobufReader in) throws IOException, Fault {
        int index = span.events.size();
        String inside = "";
        int outer = in.enter();
        try {
            in.checkRoom(index);
            SpanEvent event = span.events.add();
            event.clear();
            for (int tag = in.tag(); tag != 0; tag = in.tag()) {
                switch (tag) {
                    case EVENT_TIME_UNIX_NANO -> event.timeUnixNano = in.readFixed64();
                    case EVENT_NAME -> {
                        inside = "name";
                        in.readString(event.name);
                    }
                    case EVENT_ATTRIBUTES -> {
                        inside = "";
                        values.readAttribute(in, event.attributes, "attributes");
                    }
                    case EVENT_DROPPED_ATTRIBUTES_COUNT -> event.droppedAttributesCount = in.readVarint32();
                    default -> in.skip(tag);
                }
            }
        } catch (Fault fault) {
            throw fault.in(inside).at(index).in("events");
        }
        in.leave(outer);
    }

    private void readLink(ProtobufReader in) throws IOException, Fault {
        int index = span.links.size();
        String inside = "";
        int outer = in.enter();
        try {
            in.checkRoom(index);
            SpanLink link = span.links.add();
            link.clear();
            for (int tag = in.tag(); tag != 0; tag = in.tag()) {
                switch (tag) {
                    case LINK_TRACE_ID -> {
                        inside = "traceId";
                        in.readTraceId(link.traceId, recordArenas.strings);
                    }
                    case LINK_SPAN_ID -> {
                        inside = "spanId";
                        in.readSpanId(link.spanId, recordArenas.strings);
                    }
                    case LINK_TRACE_STATE -> {
                        inside = "traceState";
                        in.readString(link.traceState);
                    }
                    case LINK_ATTRIBUTES -> {
                        inside = "";
                        values.readAttribute(in, link.attributes, "attributes");
                    }
                    case LINK_DROPPED_ATTRIBUTES_COUNT -> link.droppedAttributesCount = in.readVarint32();
                    case LINK_FLAGS -> link.flags = in.readFixed32();
                    default -> in.skip(tag);
                }
            }
        } catch (Fault fault) {
            throw fault.in(inside).at(index).in("links");
        }
        in.leave(outer);
    }

    private void readStatus(ProtobufReader in) throws IOException, Fault {
        int outer = in.enter();
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case STATUS_MESSAGE -> in.readString(span.statusMessage);
                case STATUS_CODE -> span.statusCode = in.readVarint32();
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
    }
}
