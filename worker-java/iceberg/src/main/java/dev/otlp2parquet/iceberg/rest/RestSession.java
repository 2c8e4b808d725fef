package dev.otlp2parquet.iceberg.rest;

import dev.otlp2parquet.iceberg.table.TableIdentifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What clients learn from a catalog once: its configuration, its own token, and what it gives for each table. Clients live as long as the
 * requests that they serve. They share a session, so only the first one asks. Not thread-safe; it does no harm if two
 * clients ask at the same time.
 */
public final class RestSession {

    private final Map<TableIdentifier, String> tokens = new HashMap<>();
    private final Map<TableIdentifier, List<StorageCredential>> storage = new HashMap<>();
    private CatalogConfig config;
    private AccessToken accessToken;

    /**
     * A token of an authorization server.
     *
     * @param validUntil milliseconds since the epoch
     */
    record AccessToken(String value, long validUntil) {

        /** Returns nothing of the token. */
        @Override
        public String toString() {
            return "access token until " + validUntil;
        }
    }

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

    void learn(TableIdentifier table, TableAccess access) {
        if (access.token() == null) {
            tokens.remove(table);
        } else {
            tokens.put(table, access.token());
        }
        storage.put(table, access.credentials());
    }

    /** Returns the token of the client's own credentials, or null. */
    AccessToken accessToken() {
        return accessToken;
    }

    /** @param token null to forget it */
    void accessToken(AccessToken token) {
        accessToken = token;
    }

    /**
     * Returns what the catalog gave for a location of a table: the entry with the longest prefix, as the API wants it.
     * Null if it gave nothing for it.
     */
    public StorageCredential storageCredential(TableIdentifier table, String location) {
        StorageCredential longest = null;
        for (StorageCredential each : storage.getOrDefault(table, List.of())) {
            if (fits(location, each.prefix())
                    && (longest == null
                            || each.prefix().length() > longest.prefix().length())) {
                longest = each;
            }
        }
        return longest;
    }

    /** A prefix ends with a segment of the location, or with its scheme. */
    private static boolean fits(String location, String prefix) {
        int end = prefix.length();
        return location.startsWith(prefix)
                && (end == 0
                        || end == location.length()
                        || prefix.charAt(end - 1) == '/'
                        || location.charAt(end) == '/'
                        || location.charAt(end) == ':');
    }

    /** Forgets what the catalog gave for the storage of a table. */
    public void forgetStorage(TableIdentifier table) {
        storage.remove(table);
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
