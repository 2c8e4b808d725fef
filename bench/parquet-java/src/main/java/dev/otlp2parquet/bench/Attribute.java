package dev.otlp2parquet.bench;

import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.api.Binary;

/** An entry of a map of attributes. */
record Attribute(Binary key, Binary value) {

    static List<Attribute> all(List<KeyValue> list) {
        List<Attribute> attributes = new ArrayList<>(list.size());
        for (KeyValue each : list) {
            attributes.add(new Attribute(Texts.of(each.getKeyBytes()), Texts.of(each.getValue())));
        }
        return attributes;
    }

    /** The value of a key, or null. */
    static Binary find(List<Attribute> attributes, String key) {
        Binary wanted = Binary.fromString(key);
        for (Attribute attribute : attributes) {
            if (attribute.key.equals(wanted)) {
                return attribute.value;
            }
        }
        return null;
    }
}
