package dev.otlp2parquet.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Values of Spark's rows in JSON that loses nothing: a long is {@code {"$long":"1"}}, a double without a JSON number is
 * {@code {"$double":"NaN"}}, a timestamp ISO 8601 in UTC with microseconds.
 */
final class TaggedJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private TaggedJson() {}

    static ObjectNode row(Row row) {
        ObjectNode json = JSON.objectNode();
        StructType schema = row.schema();
        for (int i = 0; i < row.length(); i++) {
            json.set(schema.fields()[i].name(), of(row.get(i)));
        }
        return json;
    }

    private static JsonNode of(Object value) {
        if (value == null) {
            return JSON.nullNode();
        } else if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        } else if (value instanceof Integer number) {
            return JSON.numberNode(number);
        } else if (value instanceof Long number) {
            return JSON.objectNode().put("$long", number.toString());
        } else if (value instanceof Double number) {
            return Double.isFinite(number)
                    ? JSON.numberNode(number)
                    : JSON.objectNode().put("$double", number.toString());
        } else if (value instanceof String text) {
            return JSON.textNode(text);
        } else if (value instanceof Instant instant) {
            return JSON.textNode(MICROS.format(instant));
        } else if (value instanceof Row row) {
            return row(row);
        } else if (value instanceof scala.collection.Seq<?> list) {
            ArrayNode json = JSON.arrayNode();
            CollectionConverters.asJava(list).forEach(element -> json.add(of(element)));
            return json;
        } else if (value instanceof scala.collection.Map<?, ?> map) {
            ObjectNode json = JSON.objectNode();
            Map<?, ?> entries = CollectionConverters.asJava(map);
            entries.forEach((key, entry) -> json.set(key.toString(), of(entry)));
            return json;
        }
        // Columns of metadata tables have more types than ours; their text is enough.
        return JSON.textNode(value.toString());
    }
}
