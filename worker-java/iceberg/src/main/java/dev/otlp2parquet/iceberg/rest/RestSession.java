package dev.otlp2parquet.iceberg.rest;

import dev.otlp2parquet.iceberg.table.TableIdentifier;
import java.util.HashMap;
import java.util.Map;

/**
 * What clients learn from a catalog once: its configuration and the tokens of tables. Clients live as long as the
 * requests that they serve. They share a session, so only the first one asks. Not thread-safe; it does no harm if two
 * clients ask at the same time.
 */
public final class RestSession {

    private final Map<TableIdentifier, String> tokens = new HashMap<>();
    private CatalogConfig config;

    /** Makes an empty session. */
    public RestSession() {}

    CatalogConfig config() {
        return config;
    }

    void learn(CatalogConfig learnt) {
        config = learnt;
    }

    /** Returns the token for requests about a table, or null if only the catalog has one. */
    String token(TableIdentifier table) {
        return table == null ? null : tokens.get(table);
    }

    /** @param token null for none */
    void learnToken(TableIdentifier table, String token) {
        if (token == null) {
            tokens.remove(table);
        } else {
            tokens.put(table, token);
        }
    }

    /** Forgets the token of a table. Returns whether there was one. */
    boolean forgetToken(TableIdentifier table) {
        return table != null && tokens.remove(table) != null;
    }

    /** Replaces the tokens of tables in a text. */
    String redact(String text) {
        String redacted = text;
        for (String token : tokens.values()) {
            redacted = redacted.replace(token, "***");
        }
        return redacted;
    }
}
