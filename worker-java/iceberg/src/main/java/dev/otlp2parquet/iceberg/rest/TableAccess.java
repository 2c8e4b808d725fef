package dev.otlp2parquet.iceberg.rest;

import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonParser;
import dev.otlp2parquet.platform.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a catalog gives its client for one table, in a {@code LoadTableResult}: a token for requests about the table, and
 * the storage's configuration with credentials.
 *
 * @param token null for none
 * @param credentials those of {@code storage-credentials}, completed by {@code config}, which has the address and the
 *     region of the storage in many catalogs; then {@code config} with an empty prefix
 */
record TableAccess(String token, List<StorageCredential> credentials) {

    /** Reads the members of a document; what else it has is passed over. */
    static TableAccess of(byte[] document) {
        List<StorageCredential> own = new ArrayList<>();
        Map<String, String> config = Map.of();
        JsonParser reader = new JsonParser(document);
        reader.beginObject();
        for (String name = reader.nextName(); name != null; name = reader.nextName()) {
            if (name.equals("config") && reader.readValue() instanceof JsonObject object) {
                config = texts(object);
            } else if (name.equals("storage-credentials") && reader.readValue() instanceof JsonArray array) {
                for (int i = 0; i < array.size(); i++) {
                    if (array.get(i) instanceof JsonObject each
                            && each.get("prefix") instanceof JsonValue.JsonString prefix
                            && each.get("config") instanceof JsonObject properties) {
                        own.add(new StorageCredential(prefix.value(), texts(properties)));
                    }
                }
            } else if (!name.equals("config") && !name.equals("storage-credentials")) {
                reader.skipValue();
            }
        }
        List<StorageCredential> credentials = new ArrayList<>();
        for (StorageCredential each : own) {
            Map<String, String> whole = new LinkedHashMap<>(config);
            whole.putAll(each.config());
            credentials.add(new StorageCredential(each.prefix(), whole));
        }
        String token = config.getOrDefault("token", "");
        if (!config.isEmpty()) {
            credentials.add(new StorageCredential("", config));
        }
        return new TableAccess(token.isEmpty() ? null : token, credentials);
    }

    /** Returns the members that are texts. The API knows no others, and none that is anything else is needed. */
    private static Map<String, String> texts(JsonObject object) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : object.names()) {
            if (object.get(name) instanceof JsonValue.JsonString text) {
                texts.put(name, text.value());
            }
        }
        return texts;
    }

    /** Returns the credentials without their properties. The token is secret. */
    @Override
    public String toString() {
        return "access by " + credentials;
    }
}
