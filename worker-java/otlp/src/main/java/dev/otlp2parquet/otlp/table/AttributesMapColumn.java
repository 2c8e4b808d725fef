package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.Attributes;
import dev.otlp2parquet.otlp.model.ValueKind;
import dev.otlp2parquet.parquet.column.BinaryColumn;
import dev.otlp2parquet.parquet.column.MapColumn;
import java.util.Arrays;

/** Attributes as map of strings: the rendered text of each value whatever its kind, null for an absent one. */
final class AttributesMapColumn implements AttributesColumn {
    private static final int INITIAL = 8;

    private final MapColumn map;
    private final BinaryColumn keys;
    private final BinaryColumn values;

    /**
     * Entries of the previous sets' keys and values by position: the records of a scope tend to have the same keys in the same
     * order, and often the same values.
     */
    private int[] likelyKeys = new int[INITIAL];

    private int[] likelyValues = new int[INITIAL];

    AttributesMapColumn(MapColumn map) {
        this.map = map;
        this.keys = map.key().asBinary();
        this.values = map.value().asBinary();
    }

    @Override
    public void append(Attributes attributes) {
        if (map.slots() == 0) {
            // Entries of another batch: what is written must not depend on them.
            likelyKeys = new int[INITIAL];
            likelyValues = new int[INITIAL];
        }
        map.begin();
        int size = attributes.size();
        if (size > likelyKeys.length) {
            likelyKeys = Arrays.copyOf(likelyKeys, size * 2);
            likelyValues = Arrays.copyOf(likelyValues, size * 2);
        }
        for (int i = 0; i < size; i++) {
            likelyKeys[i] = keys.append(
                    attributes.keyArray(i), attributes.keyOffset(i), attributes.keyLength(i), likelyKeys[i]);
            if (attributes.kind(i) == ValueKind.NULL) {
                values.appendNull();
            } else {
                likelyValues[i] = values.append(
                        attributes.valueArray(i),
                        attributes.valueOffset(i),
                        attributes.valueLength(i),
                        likelyValues[i]);
            }
        }
        map.end();
    }

    @Override
    public void repeatLast(int times) {
        map.repeatLast(times);
    }
}
