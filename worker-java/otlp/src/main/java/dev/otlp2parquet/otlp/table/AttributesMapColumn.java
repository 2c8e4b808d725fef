package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.Attributes;
import dev.otlp2parquet.otlp.model.ValueKind;
import dev.otlp2parquet.parquet.column.BinaryColumn;
import dev.otlp2parquet.parquet.column.MapColumn;

/** Attributes as map of strings: the rendered text of each value whatever its kind, null for an absent one. */
final class AttributesMapColumn implements AttributesColumn {
    private final MapColumn map;
    private final BinaryColumn keys;
    private final BinaryColumn values;

    AttributesMapColumn(MapColumn map) {
        this.map = map;
        this.keys = map.key().asBinary();
        this.values = map.value().asBinary();
    }

    @Override
    public void append(Attributes attributes) {
        map.begin();
        int size = attributes.size();
        for (int i = 0; i < size; i++) {
            keys.append(attributes.keyArray(i), attributes.keyOffset(i), attributes.keyLength(i));
            if (attributes.kind(i) == ValueKind.NULL) {
                values.appendNull();
            } else {
                values.append(attributes.valueArray(i), attributes.valueOffset(i), attributes.valueLength(i));
            }
        }
        map.end();
    }

    @Override
    public void repeatLast(int times) {
        map.repeatLast(times);
    }
}
