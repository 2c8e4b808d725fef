package dev.otlp2parquet.platform.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A JSON object. Members keep their order. If two members have the same name, the last one counts. The object can be
 * changed while it is built. The typed accessors throw a {@link JsonException} that names the member if it is missing
 * or has another type. A member with the value {@code null} counts as missing.
 */
public final class JsonObject implements JsonValue {

    /**
     * Position of each member in the lists. A tree, because the author of the text could choose names whose hashes
     * collide.
     */
    private final Map<String, Integer> places = new TreeMap<>();

    private final List<String> names = new ArrayList<>();
    private final List<JsonValue> values = new ArrayList<>();

    public JsonObject put(String name, JsonValue value) {
        Integer place = places.get(name);
        if (place == null) {
            places.put(name, names.size());
            names.add(name);
            values.add(value);
        } else {
            values.set(place, value);
        }
        return this;
    }

    public JsonObject put(String name, String value) {
        return put(name, JsonValue.of(value));
    }

    public JsonObject put(String name, long value) {
        return put(name, JsonValue.of(value));
    }

    public JsonObject put(String name, boolean value) {
        return put(name, JsonValue.of(value));
    }

    /** Returns the names of all members in their order: the object's own list. */
    public List<String> names() {
        return names;
    }

    /** Returns the values, in the order of {@link #names()}. */
    List<JsonValue> values() {
        return values;
    }

    /** Returns a member, or null if it is missing or the literal {@code null}. */
    public JsonValue get(String name) {
        Integer place = places.get(name);
        return place == null || values.get(place) instanceof JsonNull ? null : values.get(place);
    }

    public boolean has(String name) {
        return get(name) != null;
    }

    public String string(String name) {
        if (get(name) instanceof JsonString string) {
            return string.value();
        }
        throw unexpected(name, "a string");
    }

    public String stringOr(String name, String absent) {
        return has(name) ? string(name) : absent;
    }

    public long int64(String name) {
        if (get(name) instanceof JsonNumber number) {
            try {
                return number.int64();
            } catch (JsonException e) {
                throw unexpected(name, "an integer of 64 bits");
            }
        }
        throw unexpected(name, "an integer of 64 bits");
    }

    public long int64Or(String name, long absent) {
        return has(name) ? int64(name) : absent;
    }

    public int int32(String name) {
        long value = int64(name);
        if (value != (int) value) {
            throw unexpected(name, "an integer of 32 bits");
        }
        return (int) value;
    }

    public int int32Or(String name, int absent) {
        return has(name) ? int32(name) : absent;
    }

    public boolean bool(String name) {
        if (get(name) instanceof JsonBoolean bool) {
            return bool.value();
        }
        throw unexpected(name, "true or false");
    }

    public JsonObject object(String name) {
        if (get(name) instanceof JsonObject object) {
            return object;
        }
        throw unexpected(name, "an object");
    }

    public JsonArray array(String name) {
        if (get(name) instanceof JsonArray array) {
            return array;
        }
        throw unexpected(name, "an array");
    }

    /** Returns an array, or an empty one if the member is missing. */
    public JsonArray arrayOrEmpty(String name) {
        return has(name) ? array(name) : new JsonArray();
    }

    /** Returns the members of an object of strings, or an empty map if the member is missing. */
    public Map<String, String> strings(String name) {
        Map<String, String> strings = new LinkedHashMap<>();
        if (has(name)) {
            JsonObject object = object(name);
            for (String key : object.names) {
                if (object.has(key)) {
                    strings.put(key, object.string(key));
                }
            }
        }
        return strings;
    }

    /** Makes an object of strings in the order of the map. */
    public static JsonObject ofStrings(Map<String, String> strings) {
        JsonObject object = new JsonObject();
        for (Map.Entry<String, String> entry : strings.entrySet()) {
            object.put(entry.getKey(), entry.getValue());
        }
        return object;
    }

    private JsonException unexpected(String name, String expected) {
        return new JsonException("member \"" + name + "\": expected " + expected + ", found "
                + JsonValue.describe(get(name)) + ", in " + JsonValue.describe(this));
    }

    @Override
    public void write(JsonWriter json) {
        json.beginObject();
        for (int i = 0; i < names.size(); i++) {
            json.name(names.get(i)).value(values.get(i));
        }
        json.endObject();
    }

    @Override
    public String toString() {
        return toJson();
    }
}
