package dev.otlp2parquet.iceberg.avro;

import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads schema declarations (Avro specification, "Schema Declaration"). */
final class AvroSchemaParser {

    private static final int MAX_DEPTH = 50;

    private final Map<String, AvroType> named = new TreeMap<>();

    AvroType parse(JsonValue json) {
        return parse(json, "", 0);
    }

    private AvroType parse(JsonValue json, String namespace, int depth) {
        if (depth > MAX_DEPTH) {
            throw new AvroException("schema: nested deeper than " + MAX_DEPTH);
        }
        if (json instanceof JsonValue.JsonString name) {
            return byName(name.value(), namespace);
        }
        if (json instanceof JsonArray branches) {
            List<AvroType> types = new ArrayList<>(branches.size());
            for (JsonValue branch : branches.values()) {
                types.add(parse(branch, namespace, depth + 1));
            }
            return new AvroType.Union(List.copyOf(types));
        }
        if (!(json instanceof JsonObject object)) {
            throw new AvroException("schema: expected a type, found " + JsonValue.describe(json));
        }
        if (!(object.get("type") instanceof JsonValue.JsonString type)) {
            return parse(object.get("type"), namespace, depth + 1);
        }
        return switch (type.value()) {
            case "record", "error" -> parseRecord(object, namespace, depth);
            case "array" -> new AvroType.Array(parse(object.get("items"), namespace, depth + 1));
            case "map" -> new AvroType.Mapping(parse(object.get("values"), namespace, depth + 1));
            case "fixed" -> {
                int size = object.int32("size");
                if (size < 0) {
                    throw new AvroException("schema: a fixed type of " + size + " bytes");
                }
                yield define(object, namespace, new AvroType.Fixed(size));
            }
            case "enum" -> {
                JsonArray symbols = object.array("symbols");
                List<String> names = new ArrayList<>(symbols.size());
                for (int i = 0; i < symbols.size(); i++) {
                    names.add(symbols.string(i));
                }
                yield define(object, namespace, new AvroType.Enumeration(List.copyOf(names)));
            }
            default -> byName(type.value(), namespace);
        };
    }

    private AvroType parseRecord(JsonObject json, String namespace, int depth) {
        AvroType.RecordType record = new AvroType.RecordType();
        define(json, namespace, record);
        String inner = namespaceOf(fullName(json, namespace));
        List<AvroType.Field> fields = new ArrayList<>();
        for (JsonObject field : json.array("fields").objects()) {
            fields.add(new AvroType.Field(
                    field.string("name"), field.int32Or("field-id", -1), parse(field.get("type"), inner, depth + 1)));
        }
        record.setFields(fields);
        return record;
    }

    private AvroType define(JsonObject json, String namespace, AvroType type) {
        named.put(fullName(json, namespace), type);
        return type;
    }

    private static String fullName(JsonObject json, String namespace) {
        String name = json.string("name");
        return qualify(name, json.stringOr("namespace", namespace));
    }

    private static String qualify(String name, String namespace) {
        return name.indexOf('.') >= 0 || namespace.isEmpty() ? name : namespace + "." + name;
    }

    private static String namespaceOf(String fullName) {
        int dot = fullName.lastIndexOf('.');
        return dot < 0 ? "" : fullName.substring(0, dot);
    }

    private AvroType byName(String name, String namespace) {
        return switch (name) {
            case "null" -> AvroType.Primitive.NULL;
            case "boolean" -> AvroType.Primitive.BOOLEAN;
            case "int" -> AvroType.Primitive.INT;
            case "long" -> AvroType.Primitive.LONG;
            case "float" -> AvroType.Primitive.FLOAT;
            case "double" -> AvroType.Primitive.DOUBLE;
            case "bytes" -> AvroType.Primitive.BYTES;
            case "string" -> AvroType.Primitive.STRING;
            default -> {
                AvroType type = named.get(qualify(name, namespace));
                type = type == null ? named.get(name) : type;
                if (type == null) {
                    throw new AvroException("schema: unknown type " + name);
                }
                yield type;
            }
        };
    }
}
