package dev.otlp2parquet.bench;

import io.opentelemetry.proto.trace.v1.Span;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** The table {@code traces} of docs/schema.md. */
final class SpanSupport extends RowSupport<Span> {

    private static final List<Binary> KINDS =
            texts("Unspecified", "Internal", "Server", "Client", "Producer", "Consumer");
    private static final List<Binary> STATUS_CODES = texts("Unset", "Ok", "Error");

    SpanSupport() {
        super("message traces {\n"
                + "required int64 Timestamp (TIMESTAMP(MICROS,true));\n"
                + "required int64 EndTimestamp (TIMESTAMP(MICROS,true));\n"
                + "required int64 Duration;\n"
                + "required binary TraceId (STRING);\n"
                + "required binary SpanId (STRING);\n"
                + "optional binary ParentSpanId (STRING);\n"
                + "optional binary TraceState (STRING);\n"
                + "required binary SpanName (STRING);\n"
                + "required binary SpanKind (STRING);\n"
                + "required binary ServiceName (STRING);\n"
                + "optional binary ResourceSchemaUrl (STRING);\n"
                + "required group ResourceAttributes" + ATTRIBUTES
                + "optional binary ScopeSchemaUrl (STRING);\n"
                + "optional binary ScopeName (STRING);\n"
                + "optional binary ScopeVersion (STRING);\n"
                + "required group ScopeAttributes" + ATTRIBUTES
                + "required group SpanAttributes" + ATTRIBUTES
                + "required binary StatusCode (STRING);\n"
                + "optional binary StatusMessage (STRING);\n"
                + "required group Events (LIST) { repeated group list { required group element {\n"
                + "required int64 Timestamp (TIMESTAMP(MICROS,true));\n"
                + "required binary Name (STRING);\n"
                + "required group Attributes" + ATTRIBUTES
                + "required int32 DroppedAttributesCount; } } }\n"
                + "required group Links (LIST) { repeated group list { required group element {\n"
                + "required binary TraceId (STRING);\n"
                + "required binary SpanId (STRING);\n"
                + "optional binary TraceState (STRING);\n"
                + "required group Attributes" + ATTRIBUTES
                + "required int32 DroppedAttributesCount;\n"
                + "required int32 Flags; } } }\n"
                + "required int32 SpanFlags;\n"
                + "optional binary ServiceNamespace (STRING);\n"
                + "optional binary ServiceInstanceId (STRING);\n"
                + "required int32 DroppedAttributesCount;\n"
                + "required int32 DroppedEventsCount;\n"
                + "required int32 DroppedLinksCount;\n"
                + "required int32 ResourceDroppedAttributesCount;\n"
                + "required int32 ScopeDroppedAttributesCount;\n"
                + "}");
    }

    @Override
    void writeColumns(Context context, Span value) {
        int64(micros(value.getStartTimeUnixNano()));
        int64(micros(value.getEndTimeUnixNano()));
        int64(value.getEndTimeUnixNano() - value.getStartTimeUnixNano());
        text(Texts.hex(value.getTraceId()));
        text(Texts.hex(value.getSpanId()));
        text(Texts.hex(value.getParentSpanId()));
        text(Texts.optional(value.getTraceStateBytes()));
        text(Texts.of(value.getNameBytes()));
        text(KINDS.get(value.getKindValue()));
        text(context.serviceName());
        text(context.resourceSchemaUrl());
        attributes(context.resourceAttributes());
        text(context.scopeSchemaUrl());
        text(context.scopeName());
        text(context.scopeVersion());
        attributes(context.scopeAttributes());
        attributes(Attribute.all(value.getAttributesList()));
        text(STATUS_CODES.get(value.getStatus().getCodeValue()));
        text(Texts.optional(value.getStatus().getMessageBytes()));
        list(value.getEventsList(), this::event);
        list(value.getLinksList(), this::link);
        int32(value.getFlags());
        text(context.serviceNamespace());
        text(context.serviceInstanceId());
        int32(value.getDroppedAttributesCount());
        int32(value.getDroppedEventsCount());
        int32(value.getDroppedLinksCount());
        int32(context.resourceDroppedAttributes());
        int32(context.scopeDroppedAttributes());
    }

    private void event(Span.Event event) {
        RecordConsumer consumer = consumer();
        consumer.startField("Timestamp", 0);
        consumer.addLong(micros(event.getTimeUnixNano()));
        consumer.endField("Timestamp", 0);
        consumer.startField("Name", 1);
        consumer.addBinary(Texts.of(event.getNameBytes()));
        consumer.endField("Name", 1);
        consumer.startField("Attributes", 2);
        map(Attribute.all(event.getAttributesList()));
        consumer.endField("Attributes", 2);
        consumer.startField("DroppedAttributesCount", 3);
        consumer.addInteger(event.getDroppedAttributesCount());
        consumer.endField("DroppedAttributesCount", 3);
    }

    private void link(Span.Link link) {
        RecordConsumer consumer = consumer();
        consumer.startField("TraceId", 0);
        consumer.addBinary(Texts.hex(link.getTraceId()));
        consumer.endField("TraceId", 0);
        consumer.startField("SpanId", 1);
        consumer.addBinary(Texts.hex(link.getSpanId()));
        consumer.endField("SpanId", 1);
        if (!link.getTraceStateBytes().isEmpty()) {
            consumer.startField("TraceState", 2);
            consumer.addBinary(Texts.of(link.getTraceStateBytes()));
            consumer.endField("TraceState", 2);
        }
        consumer.startField("Attributes", 3);
        map(Attribute.all(link.getAttributesList()));
        consumer.endField("Attributes", 3);
        consumer.startField("DroppedAttributesCount", 4);
        consumer.addInteger(link.getDroppedAttributesCount());
        consumer.endField("DroppedAttributesCount", 4);
        consumer.startField("Flags", 5);
        consumer.addInteger(link.getFlags());
        consumer.endField("Flags", 5);
    }

    private static List<Binary> texts(String... values) {
        return Arrays.stream(values).map(Binary::fromString).toList();
    }
}
