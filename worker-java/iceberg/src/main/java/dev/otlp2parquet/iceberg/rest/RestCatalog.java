package dev.otlp2parquet.iceberg.rest;

import dev.otlp2parquet.iceberg.table.Snapshot;
import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpFailure;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonException;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import dev.otlp2parquet.platform.text.UrlEncoding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client of a catalog with the REST API. The first request fetches the catalog's configuration, which gives the
 * prefix of all others. Requests that are safe to repeat are repeated with jittered backoff. A commit is sent once. All
 * errors are {@link CatalogException}s.
 */
public final class RestCatalog {

    /** Limit of an answer. Metadata take some 700 bytes per snapshot and must fit into an isolate twice. */
    private static final int MAX_ANSWER_BYTES = 24 << 20;

    /** Limit of a commit's answer. It is the table's metadata with all snapshots, even if nobody needs them. */
    private static final int MAX_COMMIT_ANSWER_BYTES = 64 << 10;

    private final HttpClient http;
    private final Authorization authorization;
    private final RestOptions options;
    private final Clock clock;
    private final Randomness random;
    private final RestSession session;

    /** Makes a client with its own session. */
    public RestCatalog(
            HttpClient http, Authorization authorization, RestOptions options, Clock clock, Randomness random) {
        this(http, authorization, options, clock, random, new RestSession());
    }

    /**
     * Makes one of several clients of a catalog.
     *
     * @param session what all of these clients have learnt about the catalog
     */
    public RestCatalog(
            HttpClient http,
            Authorization authorization,
            RestOptions options,
            Clock clock,
            Randomness random,
            RestSession session) {
        this.http = http;
        this.authorization = authorization;
        this.options = options;
        this.clock = clock;
        this.random = random;
        this.session = session;
    }

    /** Which snapshots metadata list. */
    public enum Snapshots {
        /** All snapshots, for callers that must know which ones are missing. */
        ALL,
        /**
         * Snapshots that branches and tags refer to. These are few, however many a table has. Some catalogs send all of
         * them nevertheless.
         */
        REFS
    }

    /** Returns the table's metadata with all snapshots, or null if the table or its namespace does not exist. */
    public TableMetadata loadTable(TableIdentifier table) {
        return loadTable(table, Snapshots.ALL);
    }

    /** Returns the table's metadata, or null if the table or its namespace does not exist. */
    public TableMetadata loadTable(TableIdentifier table, Snapshots snapshots) {
        try {
            String query = snapshots == Snapshots.REFS ? "?snapshots=refs" : "";
            Call call = new Call("load table " + table, "GET", prefixed(tablePath(table)) + query, null, table);
            return loaded(table, retried(call), call.action(), snapshots == Snapshots.ALL);
        } catch (CatalogException e) {
            if (e.kind() == CatalogException.Kind.NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }

    /**
     * A table with the ancestors of its current snapshot.
     *
     * @param ancestors the newest first, without the current one
     */
    public record Lineage(TableMetadata metadata, List<Snapshot> ancestors) {}

    /**
     * Returns the table with all its snapshots.
     *
     * @param maxAncestors how far to look back
     * @return null if there is no such table
     */
    public Lineage loadLineage(TableIdentifier table, int maxAncestors) {
        Call call = new Call("load table " + table, "GET", prefixed(tablePath(table)), null, table);
        HttpResponse response;
        try {
            response = retried(call);
        } catch (CatalogException e) {
            if (e.kind() == CatalogException.Kind.NOT_FOUND) {
                return null;
            }
            throw e;
        }
        TableMetadata metadata = loaded(table, response, call.action(), true);
        return new Lineage(
                metadata, TableMetadata.parseAncestors(response.body().array(), metadata, maxAncestors));
    }

    /** Creates a namespace. Does nothing if it exists. */
    public void createNamespace(List<String> namespace) {
        JsonArray levels = new JsonArray();
        for (String level : namespace) {
            levels.add(level);
        }
        JsonObject body = new JsonObject().put("namespace", levels).put("properties", new JsonObject());
        try {
            retried(new Call(
                    "create namespace " + String.join(".", namespace), "POST", prefixed("/namespaces"), body, null));
        } catch (CatalogException e) {
            if (e.kind() != CatalogException.Kind.CONFLICT) {
                throw e;
            }
        }
    }

    /**
     * Loads a table. Creates it and its namespace if it is missing. Two writers that create it at the same time get the
     * same table, and so does a writer whose first answer was lost.
     */
    public TableMetadata loadOrCreateTable(TableIdentifier table, CreateTableRequest definition) {
        return loadOrCreateTable(table, definition, Snapshots.ALL);
    }

    /** As {@link #loadOrCreateTable(TableIdentifier, CreateTableRequest)}, with some of the snapshots. */
    public TableMetadata loadOrCreateTable(TableIdentifier table, CreateTableRequest definition, Snapshots snapshots) {
        TableMetadata existing = loadTable(table, snapshots);
        if (existing != null) {
            return existing;
        }
        CatalogException noNamespace = null;
        try {
            createNamespace(table.namespace());
        } catch (CatalogException e) {
            if (e.kind() != CatalogException.Kind.FORBIDDEN) {
                throw e;
            }
            // Who may create tables only, creates them in a namespace that exists.
            noNamespace = e;
        }
        String action = "create table " + table;
        try {
            String path = "/namespaces/" + namespacePath(table.namespace()) + "/tables";
            Call call = new Call(action, "POST", prefixed(path), definition.toRequest(table.name()), null);
            return loaded(table, retried(call), action, true);
        } catch (CatalogException e) {
            if (noNamespace != null && e.kind() != CatalogException.Kind.CONFLICT) {
                throw new CatalogException(
                        noNamespace.kind(),
                        noNamespace.status(),
                        e.getMessage() + "; before that, " + noNamespace.getMessage(),
                        e);
            }
            if (e.kind() != CatalogException.Kind.CONFLICT) {
                throw e;
            }
            TableMetadata other = loadTable(table, snapshots);
            if (other == null) {
                // A conflict of another kind: R2 answers 409 to properties that it does not allow.
                throw e;
            }
            return other;
        }
    }

    /**
     * Sends a commit once. Sends it again with new credentials only if the catalog rejected the old ones, because it
     * has done nothing then.
     *
     * @param body a {@code CommitTableRequest}
     * @return the new metadata with all snapshots; null if they were too long to be read. The catalog has answered then
     *     that the commit was made
     * @throws CatalogException of kind {@code UNAVAILABLE} if the outcome is unknown
     */
    public TableMetadata commit(TableIdentifier table, JsonObject body) {
        Call call = new Call("commit to table " + table, "POST", prefixed(tablePath(table)), body, table);
        HttpResponse response =
                once(call, idempotencyKey(call), options.commitTimeoutMillis(), MAX_COMMIT_ANSWER_BYTES);
        return response.cut() ? null : metadata(response, call.action(), true);
    }

    /**
     * A request.
     *
     * @param action for messages
     * @param table the table of the request, which may have its own token; or null
     */
    private record Call(String action, String method, String url, JsonObject body, TableIdentifier table) {}

    /** Reads the metadata of a table, and its token if the catalog sends one ({@code LoadTableResult.config}). */
    private TableMetadata loaded(TableIdentifier table, HttpResponse response, String action, boolean allSnapshots) {
        TableMetadata metadata = metadata(response, action, allSnapshots);
        session.learn(table, TableAccess.of(response.body().array()));
        return metadata;
    }

    private static TableMetadata metadata(HttpResponse response, String action, boolean allSnapshots) {
        try {
            return TableMetadata.parseResponse(response.body().array(), allSnapshots);
        } catch (JsonException e) {
            throw new CatalogException(
                    CatalogException.Kind.UNAVAILABLE,
                    response.status(),
                    action + ": the answer is no table metadata: " + e.getMessage(),
                    e);
        }
    }

    private String tablePath(TableIdentifier table) {
        config();
        return "/namespaces/" + namespacePath(table.namespace()) + "/tables/" + UrlEncoding.encode(table.name());
    }

    private String namespacePath(List<String> namespace) {
        StringBuilder path = new StringBuilder();
        for (String level : namespace) {
            if (path.length() > 0) {
                path.append(UrlEncoding.encode(config().namespaceSeparator()));
            }
            path.append(UrlEncoding.encode(level));
        }
        return path.toString();
    }

    private String prefixed(String path) {
        String prefix = config().prefix();
        return config().uri() + "/v1" + (prefix.isEmpty() ? "" : "/" + prefix) + path;
    }

    /** Returns the catalog's configuration, fetched once. */
    private CatalogConfig config() {
        CatalogConfig config = session.config();
        if (config == null) {
            String query =
                    options.warehouse().isEmpty() ? "" : "?" + UrlEncoding.pairs("warehouse", options.warehouse());
            String action = "read the catalog's configuration";
            HttpResponse response;
            try {
                response = retried(new Call(action, "GET", options.uri() + "/v1/config" + query, null, null));
            } catch (CatalogException e) {
                if (e.kind() != CatalogException.Kind.NOT_FOUND && e.kind() != CatalogException.Kind.CONFLICT) {
                    throw e;
                }
                // It is the catalog or the warehouse that is not there. Nothing is known of the table.
                throw new CatalogException(CatalogException.Kind.UNAVAILABLE, e.status(), e.getMessage(), e);
            }
            try {
                config = CatalogConfig.parse(
                        JsonValue.parseObject(response.body().array()), options.uri());
            } catch (JsonException e) {
                throw new CatalogException(
                        CatalogException.Kind.UNAVAILABLE,
                        response.status(),
                        action + " at " + options.uri() + ": " + e.getMessage(),
                        e);
            }
            session.learn(config);
        }
        return config;
    }

    private HttpResponse retried(Call call) {
        String key = idempotencyKey(call);
        for (int retry = 0; ; retry++) {
            try {
                HttpResponse response = once(call, key, options.readTimeoutMillis(), MAX_ANSWER_BYTES);
                if (response.cut()) {
                    throw new CatalogException(
                            CatalogException.Kind.INVALID,
                            response.status(),
                            call.action() + ": the answer has more than " + MAX_ANSWER_BYTES
                                    + " bytes; a table with that many snapshots needs some of them expired",
                            null);
                }
                return response;
            } catch (CatalogException e) {
                boolean passing =
                        e.kind() == CatalogException.Kind.UNAVAILABLE || e.kind() == CatalogException.Kind.THROTTLED;
                long wait = Math.max(options.backoff().millis(retry, random), e.retryAfterMillis());
                // A long wait is the caller's decision: it has requests to answer.
                if (!passing
                        || retry >= options.retries()
                        || wait > options.backoff().maxMillis()) {
                    throw e;
                }
                clock.sleep(wait);
            }
        }
    }

    /** Returns the same key for all repetitions of a request, or null if the catalog does not support keys. */
    private String idempotencyKey(Call call) {
        return call.method().equals("POST") && config().idempotencyKeys() ? random.uuid(clock.unixMillis()) : null;
    }

    private HttpResponse once(Call call, String key, int timeoutMillis, int maxAnswerBytes) {
        HttpResponse response = send(call, key, timeoutMillis, maxAnswerBytes);
        if (isRefusal(response) && (session.forgetToken(call.table()) || authorization.renew())) {
            response = send(call, key, timeoutMillis, maxAnswerBytes);
        }
        if (response.status() >= 200 && response.status() < 300) {
            return response;
        }
        ErrorBody error = ErrorBody.parse(response);
        throw new CatalogException(
                CatalogException.Kind.of(response.status()),
                response.status(),
                error.type(),
                redact(call.action() + ": " + error),
                RetryAfter.millis(response),
                null);
    }

    private static boolean isRefusal(HttpResponse response) {
        return response.status() == 401 || response.status() == 419;
    }

    private HttpResponse send(Call call, String key, int timeoutMillis, int maxAnswerBytes) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("accept", "application/json");
        if (call.body() != null) {
            headers.put("content-type", "application/json");
        }
        if (key != null) {
            headers.put("idempotency-key", key);
        }
        if (options.vendedCredentials()) {
            headers.put("x-iceberg-access-delegation", "vended-credentials");
        }
        String token = session.token(call.table());
        if (token == null) {
            authorization.authorize(headers);
        } else {
            headers.put("authorization", "Bearer " + token);
        }
        Binary bytes = call.body() == null ? null : Binary.of(call.body().toUtf8());
        try {
            return http.send(new HttpRequest(call.method(), call.url(), headers, bytes, timeoutMillis, maxAnswerBytes));
        } catch (HttpFailure e) {
            throw new CatalogException(
                    CatalogException.Kind.UNAVAILABLE, 0, redact(call.action() + ": " + e.getMessage()), e);
        }
    }

    private String redact(String text) {
        return session.redact(authorization.redact(text));
    }
}
