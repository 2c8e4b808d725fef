package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.ScratchList;
import dev.otlp2parquet.otlp.model.SpanLink;
import dev.otlp2parquet.parquet.column.IntColumn;
import dev.otlp2parquet.parquet.column.ListColumn;
import dev.otlp2parquet.parquet.column.StructColumn;

/** The links of spans: a list of structs. */
final class LinksColumn {
    private final ListColumn list;
    private final StructColumn struct;
    private final TextColumn traceId;
    private final TextColumn spanId;
    private final TextColumn traceState;
    private final AttributesColumn attributes;
    private final DroppedCountColumn droppedAttributesCount;
    private final IntColumn flags;

    LinksColumn(BoundFields columns) {
        list = columns.list("Links");
        struct = list.element().asStruct();
        BoundFields fields = columns.elements("Links");
        traceId = fields.text("TraceId");
        spanId = fields.text("SpanId");
        traceState = fields.text("TraceState");
        attributes = fields.attributes("Attributes");
        droppedAttributesCount = fields.droppedCount("DroppedAttributesCount");
        flags = fields.ints("Flags");
    }

    void append(ScratchList<SpanLink> links) {
        list.begin();
        for (int i = 0; i < links.size(); i++) {
            SpanLink link = links.get(i);
            struct.begin();
            traceId.append(link.traceId);
            spanId.append(link.spanId);
            traceState.append(link.traceState);
            attributes.append(link.attributes);
            droppedAttributesCount.append(link.droppedAttributesCount, link.attributes.dropped());
            flags.append(link.flags);
            struct.end();
        }
        list.end();
    }
}
