package dev.otlp2parquet.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * Values of Iceberg's generic data model in JSON that loses nothing: a long is {@code {"$long":"1"}}, a double without a JSON
 * number is {@code {"$double":"NaN"}}, a timestamp ISO 8601 in UTC with all digits of its unit.
 */
final class TaggedJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
    private static final DateTimeFormatter NANOS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'");

    private TaggedJson() {}

    static JsonNode of(Object value, Type type) {
        if (value == null) {
            return JSON.nullNode();
        }
        return switch (type.typeId()) {
            case BOOLEAN -> JSON.booleanNode((Boolean) value);
            case INTEGER -> JSON.numberNode((Integer) value);
            case LONG -> JSON.objectNode().put("$long", value.toString());
            case DOUBLE -> number((Double) value);
            case STRING -> JSON.textNode(value.toString());
            case TIMESTAMP -> JSON.textNode(MICROS.format((OffsetDateTime) value));
            case TIMESTAMP_NANO -> JSON.textNode(NANOS.format((OffsetDateTime) value));
            case LIST -> list((List<?>) value, type.asListType());
            case MAP -> map((Map<?, ?>) value, type.asMapType());
            case STRUCT -> struct((StructLike) value, type.asStructType());
            default -> throw new IllegalArgumentException("a column of type " + type + " is none of ours");
        };
    }

    static ObjectNode struct(StructLike row, Types.StructType type) {
        ObjectNode json = JSON.objectNode();
        for (int i = 0; i < type.fields().size(); i++) {
            Types.NestedField field = type.fields().get(i);
            json.set(field.name(), of(row.get(i, Object.class), field.type()));
        }
        return json;
    }

    private static JsonNode number(double value) {
        return Double.isFinite(value)
                ? JSON.numberNode(value)
                : JSON.objectNode().put("$double", Double.toString(value));
    }

    private static ArrayNode list(List<?> values, Types.ListType type) {
        ArrayNode json = JSON.arrayNode();
        for (Object value : values) {
            json.add(of(value, type.elementType()));
        }
        return json;
    }

    private static ObjectNode map(Map<?, ?> entries, Types.MapType type) {
        ObjectNode json = JSON.objectNode();
        entries.forEach((key, value) -> json.set(key.toString(), of(value, type.valueType())));
        return json;
    }
}
