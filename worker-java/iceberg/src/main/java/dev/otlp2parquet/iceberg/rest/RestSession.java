package dev.otlp2parquet.iceberg.rest;

import dev.otlp2parquet.iceberg.table.TableIdentifier;
import java.util.HashMap;
import java.util.Map;

/**
 * What a catalog tells its clients once: its configuration, and tokens of their own for tables. Clients that come and go with the
 * requests they serve share one, so that only the first of them asks. Not thread-safe; that two clients ask at once does no harm.
 */
public final class RestSession {

    private final Map<TableIdentifier, String> tokens = new HashMap<>();
    private CatalogConfig config;

    /** A session that knows nothing yet. */
    public RestSession() {}

    CatalogConfig config() {
        return config;
    }

    void learn(CatalogConfig learnt) {
        config = learnt;
    }

    /** The token for requests about a table, or null if it needs none of its own. */
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

    /** Forgets the token of a table; whether there was one. */
    boolean forgetToken(TableIdentifier table) {
        return table != null && tokens.remove(table) != null;
    }

    /** The text without the tokens of tables. */
    String redact(String text) {
        String redacted = text;
        for (String token : tokens.values()) {
            redacted = redacted.replace(token, "***");
        }
        return redacted;
    }
}
