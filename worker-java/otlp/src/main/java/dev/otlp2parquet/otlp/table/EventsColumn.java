package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.ScratchList;
import dev.otlp2parquet.otlp.model.SpanEvent;
import dev.otlp2parquet.parquet.column.ListColumn;
import dev.otlp2parquet.parquet.column.StructColumn;

/** The events of spans: a list of structs. */
final class EventsColumn {
    private final ListColumn list;
    private final StructColumn struct;
    private final TimestampColumn timestamp;
    private final TextColumn name;
    private final AttributesColumn attributes;
    private final DroppedCountColumn droppedAttributesCount;

    EventsColumn(BoundFields columns) {
        list = columns.list("Events");
        struct = list.element().asStruct();
        BoundFields fields = columns.elements("Events");
        timestamp = fields.timestamp("Timestamp");
        name = fields.text("Name");
        attributes = fields.attributes("Attributes");
        droppedAttributesCount = fields.droppedCount("DroppedAttributesCount");
    }

    void append(ScratchList<SpanEvent> events) {
        list.begin();
        for (int i = 0; i < events.size(); i++) {
            SpanEvent event = events.get(i);
            struct.begin();
            timestamp.append(event.timeUnixNano);
            name.append(event.name);
            attributes.append(event.attributes);
            droppedAttributesCount.append(event.droppedAttributesCount, event.attributes.dropped());
            struct.end();
        }
        list.end();
    }
}
