package dev.otlp2parquet.iceberg.rest;

import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a catalog gives its client for one table, in a {@code LoadTableResult}: a token for requests about the table, and
 * the storage's configuration with credentials.
 *
 * @param token null for none
 * @param credentials those of {@code storage-credentials}, then {@code config} with an empty prefix
 */
record TableAccess(String token, List<StorageCredential> credentials) {

    /** Reads the members of a document; what else it has is passed over. */
    static TableAccess of(byte[] document) {
        List<StorageCredential> credentials = new ArrayList<>();
        Map<String, String> config = Map.of();
        JsonParser reader = new JsonParser(document);
        reader.beginObject();
        for (String name = reader.nextName(); name != null; name = reader.nextName()) {
            if (name.equals("config") && reader.readValue() instanceof JsonObject object) {
                config = texts(object);
            } else if (name.equals("storage-credentials") && reader.readValue() instanceof JsonArray array) {
                for (JsonObject each : array.objects()) {
                    credentials.add(new StorageCredential(each.string("prefix"), texts(each.object("config"))));
                }
            } else if (!name.equals("config") && !name.equals("storage-credentials")) {
                reader.skipValue();
            }
        }
        String token = config.getOrDefault("token", "");
        if (!config.isEmpty()) {
            credentials.add(new StorageCredential("", config));
        }
        return new TableAccess(token.isEmpty() ? null : token, credentials);
    }

    private static Map<String, String> texts(JsonObject object) {
        return new JsonObject().put("c", object).strings("c");
    }
}
