package dev.otlp2parquet.bench;

import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.List;

/** The table {@code metrics_gauge} of docs/schema.md. */
final class GaugeSupport extends RowSupport<GaugePoint> {

    GaugeSupport() {
        super("message metrics_gauge {\n"
                + "required group ResourceAttributes" + ATTRIBUTES
                + "optional binary ResourceSchemaUrl (STRING);\n"
                + "optional binary ScopeName (STRING);\n"
                + "optional binary ScopeVersion (STRING);\n"
                + "required group ScopeAttributes" + ATTRIBUTES
                + "optional binary ScopeSchemaUrl (STRING);\n"
                + "required binary ServiceName (STRING);\n"
                + "optional binary ServiceNamespace (STRING);\n"
                + "optional binary ServiceInstanceId (STRING);\n"
                + "required int32 ResourceDroppedAttributesCount;\n"
                + "required int32 ScopeDroppedAttributesCount;\n"
                + "required binary MetricName (STRING);\n"
                + "optional binary MetricDescription (STRING);\n"
                + "optional binary MetricUnit (STRING);\n"
                + "required group MetricMetadata" + ATTRIBUTES
                + "required group Attributes" + ATTRIBUTES
                + "optional int64 StartTimestamp (TIMESTAMP(MICROS,true));\n"
                + "required int64 Timestamp (TIMESTAMP(MICROS,true));\n"
                + "required int32 Flags;\n"
                + "required group Exemplars (LIST) { repeated group list { required group element {\n"
                + "required int64 Timestamp (TIMESTAMP(MICROS,true));\n"
                + "required group FilteredAttributes" + ATTRIBUTES
                + "optional double Value;\n"
                + "optional int64 ValueInt;\n"
                + "optional binary TraceId (STRING);\n"
                + "optional binary SpanId (STRING); } } }\n"
                + "optional double Value;\n"
                + "optional int64 ValueInt;\n"
                + "}");
    }

    @Override
    void writeColumns(Context context, GaugePoint value) {
        Metric metric = value.metric();
        NumberDataPoint point = value.point();
        attributes(context.resourceAttributes());
        text(context.resourceSchemaUrl());
        text(context.scopeName());
        text(context.scopeVersion());
        attributes(context.scopeAttributes());
        text(context.scopeSchemaUrl());
        text(context.serviceName());
        text(context.serviceNamespace());
        text(context.serviceInstanceId());
        int32(context.resourceDroppedAttributes());
        int32(context.scopeDroppedAttributes());
        text(Texts.of(metric.getNameBytes()));
        text(Texts.optional(metric.getDescriptionBytes()));
        text(Texts.optional(metric.getUnitBytes()));
        attributes(Attribute.all(metric.getMetadataList()));
        attributes(Attribute.all(point.getAttributesList()));
        if (point.getStartTimeUnixNano() == 0) {
            absent();
        } else {
            int64(micros(point.getStartTimeUnixNano()));
        }
        int64(micros(point.getTimeUnixNano()));
        int32(point.getFlags());
        list(point.getExemplarsList(), GaugeSupport::refuse);
        switch (point.getValueCase()) {
            case AS_DOUBLE -> {
                float64(point.getAsDouble());
                absent();
            }
            case AS_INT -> {
                float64((double) point.getAsInt());
                int64(point.getAsInt());
            }
            case VALUE_NOT_SET -> {
                absent();
                absent();
            }
        }
    }

    private static void refuse(Exemplar exemplar) {
        throw new IllegalArgumentException(
                "the workload has gauges without exemplars, found one of " + List.of(exemplar));
    }
}
