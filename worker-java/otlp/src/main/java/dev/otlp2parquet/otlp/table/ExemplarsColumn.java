package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.Exemplar;
import dev.otlp2parquet.otlp.model.ScratchList;
import dev.otlp2parquet.parquet.column.ListColumn;
import dev.otlp2parquet.parquet.column.StructColumn;

/** The exemplars of data points: a list of structs. */
final class ExemplarsColumn {
    private final ListColumn list;
    private final StructColumn struct;
    private final TimestampColumn timestamp;
    private final AttributesColumn filteredAttributes;
    private final NumberColumns value;
    private final TextColumn traceId;
    private final TextColumn spanId;

    ExemplarsColumn(BoundFields columns) {
        list = columns.list("Exemplars");
        struct = list.element().asStruct();
        BoundFields fields = columns.elements("Exemplars");
        timestamp = fields.timestamp("Timestamp");
        filteredAttributes = fields.attributes("FilteredAttributes");
        value = new NumberColumns(fields);
        traceId = fields.text("TraceId");
        spanId = fields.text("SpanId");
    }

    void append(ScratchList<Exemplar> exemplars) {
        list.begin();
        for (int i = 0; i < exemplars.size(); i++) {
            Exemplar exemplar = exemplars.get(i);
            struct.begin();
            timestamp.append(exemplar.timeUnixNano);
            filteredAttributes.append(exemplar.filteredAttributes);
            value.append(exemplar.valueKind, exemplar.doubleValue, exemplar.intValue);
            traceId.append(exemplar.traceId);
            spanId.append(exemplar.spanId);
            struct.end();
        }
        list.end();
    }
}
