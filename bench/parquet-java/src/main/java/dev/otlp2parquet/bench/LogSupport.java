package dev.otlp2parquet.bench;

import io.opentelemetry.proto.logs.v1.LogRecord;

/** The table {@code logs} of docs/schema.md. */
final class LogSupport extends RowSupport<LogRecord> {

    private static final long MICROS_OF_SECOND = 1_000_000;

    LogSupport() {
        super("message logs {\n"
                + "required int64 Timestamp (TIMESTAMP(MICROS,true));\n"
                + "optional binary TraceId (STRING);\n"
                + "optional binary SpanId (STRING);\n"
                + "required int32 TraceFlags;\n"
                + "optional binary SeverityText (STRING);\n"
                + "required int32 SeverityNumber;\n"
                + "required binary ServiceName (STRING);\n"
                + "optional binary Body (STRING);\n"
                + "optional binary ResourceSchemaUrl (STRING);\n"
                + "required group ResourceAttributes" + ATTRIBUTES
                + "optional binary ScopeSchemaUrl (STRING);\n"
                + "optional binary ScopeName (STRING);\n"
                + "optional binary ScopeVersion (STRING);\n"
                + "required group ScopeAttributes" + ATTRIBUTES
                + "required group LogAttributes" + ATTRIBUTES
                + "required int64 TimestampTime (TIMESTAMP(MICROS,true));\n"
                + "optional int64 ObservedTimestamp (TIMESTAMP(MICROS,true));\n"
                + "optional binary EventName (STRING);\n"
                + "optional binary ServiceNamespace (STRING);\n"
                + "optional binary ServiceInstanceId (STRING);\n"
                + "required int32 DroppedAttributesCount;\n"
                + "required int32 ResourceDroppedAttributesCount;\n"
                + "required int32 ScopeDroppedAttributesCount;\n"
                + "}");
    }

    @Override
    void writeColumns(Context context, LogRecord value) {
        long nanos = value.getTimeUnixNano() != 0 ? value.getTimeUnixNano() : value.getObservedTimeUnixNano();
        long micros = micros(nanos);
        int64(micros);
        text(Texts.hex(value.getTraceId()));
        text(Texts.hex(value.getSpanId()));
        int32(value.getFlags() & 0xFF);
        text(Texts.optional(value.getSeverityTextBytes()));
        int32(value.getSeverityNumberValue());
        text(context.serviceName());
        text(value.hasBody() ? Texts.of(value.getBody()) : null);
        text(context.resourceSchemaUrl());
        attributes(context.resourceAttributes());
        text(context.scopeSchemaUrl());
        text(context.scopeName());
        text(context.scopeVersion());
        attributes(context.scopeAttributes());
        attributes(Attribute.all(value.getAttributesList()));
        int64(micros - Math.floorMod(micros, MICROS_OF_SECOND));
        if (value.getObservedTimeUnixNano() == 0) {
            absent();
        } else {
            int64(micros(value.getObservedTimeUnixNano()));
        }
        text(Texts.optional(value.getEventNameBytes()));
        text(context.serviceNamespace());
        text(context.serviceInstanceId());
        int32(value.getDroppedAttributesCount());
        int32(context.resourceDroppedAttributes());
        int32(context.scopeDroppedAttributes());
    }
}
