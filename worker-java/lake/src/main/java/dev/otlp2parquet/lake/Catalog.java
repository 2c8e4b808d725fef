package dev.otlp2parquet.lake;

import dev.otlp2parquet.aws.sign.Signer;
import dev.otlp2parquet.aws.sign.SigningHttpClient;
import dev.otlp2parquet.iceberg.rest.Authorization;
import dev.otlp2parquet.iceberg.rest.ClientCredentials;
import dev.otlp2parquet.iceberg.rest.OAuth2Client;
import dev.otlp2parquet.iceberg.rest.RestCatalog;
import dev.otlp2parquet.iceberg.rest.RestOptions;
import dev.otlp2parquet.iceberg.rest.RestSession;
import dev.otlp2parquet.platform.http.HttpClient;

/**
 * The catalog of the tables, and how to reach it and the tables' storage.
 *
 * @param options how to reach the catalog; null in mode {@link CatalogMode#NONE}
 * @param token bearer token, a secret; empty for none
 * @param client gets tokens from an authorization server; null for none
 * @param signing name of the service and region in the signatures of requests; null if they are not signed
 * @param bucket name of the bucket behind this host's store; empty for none
 * @param storage how to reach tables in other buckets with the host's keys; null where that is not configured
 * @param dataLocation start of the locations of new tables, without a slash at its end; empty where the catalog chooses
 */
public record Catalog(
        CatalogMode mode,
        RestOptions options,
        String token,
        OAuth2Client client,
        SigningScope signing,
        String bucket,
        S3Access storage,
        String dataLocation) {

    /** No catalog. */
    public static final Catalog NONE = new Catalog(CatalogMode.NONE, null, "", null, null, "", null, "");

    /**
     * What a signature is valid for.
     *
     * @param service {@code s3tables} or {@code glue}
     */
    public record SigningScope(String service, String region) {}

    /** Returns whether files become rows of tables. */
    public boolean enabled() {
        return mode != CatalogMode.NONE;
    }

    /**
     * Returns whether the catalog's owner deletes files that no snapshot names after some days: S3 Tables does so unless
     * it is told not to, and Glue's optimizer if it is told to.
     */
    public boolean deletesUnreferencedFiles() {
        return mode == CatalogMode.S3_TABLES || mode == CatalogMode.GLUE;
    }

    /**
     * Returns a client, over the ports of one request.
     *
     * @param session what all clients have learnt
     */
    public RestCatalog connect(RestSession session, LakePorts ports) {
        HttpClient http = ports.http();
        if (signing != null) {
            http = new SigningHttpClient(
                    http, new Signer(ports.digest(), ports.clock(), ports.keys(), signing.service(), signing.region()));
        }
        return new RestCatalog(http, authorization(session, ports), options, ports.clock(), ports.random(), session);
    }

    private Authorization authorization(RestSession session, LakePorts ports) {
        if (client != null) {
            return new ClientCredentials(client, session, ports.http(), ports.clock());
        }
        return token.isEmpty() ? Authorization.none() : Authorization.bearer(token);
    }

    /** Returns a description without secrets. */
    @Override
    public String toString() {
        return enabled()
                ? "Catalog[" + mode + " " + options.uri() + (bucket.isEmpty() ? "" : " bucket " + bucket) + "]"
                : "Catalog[NONE]";
    }
}
