package dev.otlp2parquet.platform.json;

import java.util.ArrayList;
import java.util.List;

/** A JSON array. It can be changed while it is built. */
public final class JsonArray implements JsonValue {

    private final List<JsonValue> values = new ArrayList<>();

    public JsonArray add(JsonValue value) {
        values.add(value);
        return this;
    }

    public JsonArray add(String value) {
        return add(JsonValue.of(value));
    }

    public JsonArray add(long value) {
        return add(JsonValue.of(value));
    }

    public int size() {
        return values.size();
    }

    public JsonValue get(int index) {
        return values.get(index);
    }

    public List<JsonValue> values() {
        return values;
    }

    /**
     * Returns the elements.
     *
     * @throws JsonException if one of them is not an object
     */
    public List<JsonObject> objects() {
        List<JsonObject> objects = new ArrayList<>(values.size());
        for (JsonValue value : values) {
            if (!(value instanceof JsonObject object)) {
                throw new JsonException("expected an array of objects, found " + JsonValue.describe(value) + " in it");
            }
            objects.add(object);
        }
        return objects;
    }

    /**
     * Returns an element.
     *
     * @throws JsonException if it is not an integer of 64 bits
     */
    public long int64(int index) {
        if (values.get(index) instanceof JsonNumber number) {
            return number.int64();
        }
        throw new JsonException("expected an array of integers, found " + JsonValue.describe(values.get(index)));
    }

    /**
     * Returns an element.
     *
     * @throws JsonException if it is not an integer of 32 bits
     */
    public int int32(int index) {
        long value = int64(index);
        if (value != (int) value) {
            throw new JsonException("expected an array of integers of 32 bits, found " + value);
        }
        return (int) value;
    }

    /**
     * Returns an element.
     *
     * @throws JsonException if it is not a string
     */
    public String string(int index) {
        if (values.get(index) instanceof JsonString string) {
            return string.value();
        }
        throw new JsonException("expected an array of strings, found " + JsonValue.describe(values.get(index)));
    }

    @Override
    public void write(JsonWriter json) {
        json.beginArray();
        for (JsonValue value : values) {
            json.value(value);
        }
        json.endArray();
    }

    @Override
    public String toString() {
        return toJson();
    }
}
