package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.LongList;
import dev.otlp2parquet.parquet.column.ListColumn;
import dev.otlp2parquet.parquet.column.LongColumn;

/** The counts of the buckets of a histogram point: a list of longs, empty where there are no buckets. */
final class BucketCountsColumn {
    private final ListColumn list;
    private final LongColumn elements;

    BucketCountsColumn(ListColumn list) {
        this.list = list;
        this.elements = list.element().asLong();
    }

    void append(LongList counts) {
        list.begin();
        int size = counts.size();
        for (int i = 0; i < size; i++) {
            elements.append(counts.get(i));
        }
        list.end();
    }
}
