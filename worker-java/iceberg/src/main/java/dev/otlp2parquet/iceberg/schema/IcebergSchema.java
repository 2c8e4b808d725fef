package dev.otlp2parquet.iceberg.schema;

import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonException;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** A schema of a table. Immutable, except for its original JSON, which must not be changed. */
public final class IcebergSchema {

    /** Limit of nesting by {@code list}, {@code map} and {@code struct}. */
    private static final int MAX_DEPTH = 50;

    private final int schemaId;
    private final Type.StructType struct;
    private final JsonObject json;

    private IcebergSchema(int schemaId, Type.StructType struct, JsonObject json) {
        this.schemaId = schemaId;
        this.struct = struct;
        this.json = json;
    }

    public static IcebergSchema of(int schemaId, List<NestedField> fields) {
        Type.StructType struct = new Type.StructType(fields);
        JsonObject json = new JsonObject()
                .put("type", "struct")
                .put("schema-id", schemaId)
                .put("fields", ((JsonObject) typeToJson(struct)).array("fields"));
        return new IcebergSchema(schemaId, struct, json);
    }

    /**
     * Reads the JSON of appendix C.
     *
     * @throws JsonException if the JSON is not a schema
     */
    public static IcebergSchema parse(JsonObject json) {
        return new IcebergSchema(json.int32Or("schema-id", 0), parseStruct(json, 0), json);
    }

    public int schemaId() {
        return schemaId;
    }

    public List<NestedField> fields() {
        return struct.fields();
    }

    public Type.StructType struct() {
        return struct;
    }

    /** Returns the catalog's JSON, including parts that are not modelled here (documentation, default values). */
    public JsonObject json() {
        return json;
    }

    /** Returns the field with an id at any depth, or null. */
    public NestedField find(int id) {
        return find(struct, id);
    }

    /** Returns the highest id in use. */
    public int lastColumnId() {
        return lastId(struct);
    }

    private static NestedField find(Type type, int id) {
        for (NestedField child : children(type)) {
            NestedField found = child.id() == id ? child : find(child.type(), id);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static int lastId(Type type) {
        int last = 0;
        for (NestedField child : children(type)) {
            last = Math.max(last, Math.max(child.id(), lastId(child.type())));
        }
        return last;
    }

    private static List<NestedField> children(Type type) {
        if (type instanceof Type.StructType struct) {
            return struct.fields();
        }
        if (type instanceof Type.ListType list) {
            return List.of(list.element());
        }
        if (type instanceof Type.MapType map) {
            return List.of(map.key(), map.value());
        }
        return List.of();
    }

    private static Type.StructType parseStruct(JsonObject json, int depth) {
        List<NestedField> fields = new ArrayList<>();
        for (JsonObject field : json.array("fields").objects()) {
            fields.add(new NestedField(
                    field.int32("id"),
                    field.string("name"),
                    field.bool("required"),
                    parseType(field.get("type"), depth + 1)));
        }
        return new Type.StructType(fields);
    }

    private static Type parseType(JsonValue json, int depth) {
        if (depth > MAX_DEPTH) {
            throw new JsonException("schema: nested deeper than " + MAX_DEPTH);
        }
        if (json instanceof JsonValue.JsonString name) {
            return PrimitiveType.parse(name.value());
        }
        if (!(json instanceof JsonObject object)) {
            throw new JsonException("schema: expected a type, found " + JsonValue.describe(json));
        }
        String kind = object.string("type");
        return switch (kind) {
            case "struct" -> parseStruct(object, depth);
            case "list" ->
                new Type.ListType(new NestedField(
                        object.int32("element-id"),
                        "element",
                        object.bool("element-required"),
                        parseType(object.get("element"), depth + 1)));
            case "map" ->
                new Type.MapType(
                        new NestedField(object.int32("key-id"), "key", true, parseType(object.get("key"), depth + 1)),
                        new NestedField(
                                object.int32("value-id"),
                                "value",
                                object.bool("value-required"),
                                parseType(object.get("value"), depth + 1)));
            default -> throw new JsonException("schema: unknown nested type " + kind);
        };
    }

    private static JsonValue typeToJson(Type type) {
        if (type instanceof PrimitiveType primitive) {
            return JsonValue.of(primitive.name());
        }
        if (type instanceof Type.ListType list) {
            NestedField element = list.element();
            return new JsonObject()
                    .put("type", "list")
                    .put("element-id", element.id())
                    .put("element", typeToJson(element.type()))
                    .put("element-required", element.required());
        }
        if (type instanceof Type.MapType map) {
            return new JsonObject()
                    .put("type", "map")
                    .put("key-id", map.key().id())
                    .put("key", typeToJson(map.key().type()))
                    .put("value-id", map.value().id())
                    .put("value", typeToJson(map.value().type()))
                    .put("value-required", map.value().required());
        }
        JsonArray fields = new JsonArray();
        for (NestedField field : children(type)) {
            fields.add(new JsonObject()
                    .put("id", field.id())
                    .put("name", field.name())
                    .put("required", field.required())
                    .put("type", typeToJson(field.type())));
        }
        return new JsonObject().put("type", "struct").put("fields", fields);
    }

    @Override
    public String toString() {
        return json.toJson();
    }
}
