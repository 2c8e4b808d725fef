package dev.otlp2parquet.lake;

import dev.otlp2parquet.iceberg.r2.BucketLocations;
import dev.otlp2parquet.iceberg.rest.Authorization;
import dev.otlp2parquet.iceberg.rest.RestOptions;

/**
 * The catalog that tables are in.
 *
 * @param options how it is reached; null in mode {@link CatalogMode#NONE}, as are the others
 * @param token the bearer token, a secret; empty for a catalog that asks for none
 * @param bucket name of the bucket that the store of this host puts to, in which all tables must be
 */
public record Catalog(CatalogMode mode, RestOptions options, String token, String bucket) {

    /** No catalog. */
    public static final Catalog NONE = new Catalog(CatalogMode.NONE, null, "", "");

    /** Whether files are rows of tables. */
    public boolean enabled() {
        return mode != CatalogMode.NONE;
    }

    public Authorization authorization() {
        return token.isEmpty() ? Authorization.none() : Authorization.bearer(token);
    }

    public BucketLocations locations() {
        return new BucketLocations(bucket);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return enabled() ? "Catalog[" + mode + " " + options.uri() + " bucket " + bucket + "]" : "Catalog[NONE]";
    }
}
