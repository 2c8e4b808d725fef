package dev.otlp2parquet.iceberg.rest;

import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonParser;

/** The catalog's token for requests about one table: {@code token} in {@code LoadTableResult.config}. */
final class TableToken {

    private TableToken() {}

    /** Returns the token in a document, or null. */
    static String of(byte[] document) {
        String token = null;
        JsonParser reader = new JsonParser(document);
        reader.beginObject();
        for (String name = reader.nextName(); name != null; name = reader.nextName()) {
            if (name.equals("config") && reader.readValue() instanceof JsonObject config) {
                token = config.stringOr("token", null);
            } else if (!name.equals("config")) {
                reader.skipValue();
            }
        }
        return token == null || token.isEmpty() ? null : token;
    }
}
