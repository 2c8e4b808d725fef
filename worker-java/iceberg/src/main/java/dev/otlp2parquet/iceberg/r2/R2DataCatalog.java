package dev.otlp2parquet.iceberg.r2;

import dev.otlp2parquet.iceberg.rest.RestOptions;
import dev.otlp2parquet.iceberg.table.TableIdentifier;
import java.util.Set;

/**
 * The catalog of an R2 bucket.
 *
 * @param accountId 32 hexadecimal digits
 */
public record R2DataCatalog(String accountId, String bucket) {

    private static final Set<String> RESERVED_NAMESPACES = Set.of("system", "examples", "information_schema");

    public R2DataCatalog {
        boolean hex = accountId.length() == 32;
        for (int i = 0; i < accountId.length() && hex; i++) {
            hex = Character.digit(accountId.charAt(i), 16) >= 0;
        }
        if (!hex) {
            throw new IllegalArgumentException(
                    "R2 account id: expected 32 hexadecimal digits, found '" + accountId + "'");
        }
        if (bucket.isEmpty() || bucket.indexOf('/') >= 0) {
            throw new IllegalArgumentException("R2 bucket: expected the name of a bucket, found '" + bucket + "'");
        }
    }

    /** Returns how to reach its REST API. Authorization is a bearer token that may write to catalog and bucket. */
    public RestOptions options() {
        return RestOptions.of(
                "https://catalog.cloudflarestorage.com/" + accountId + "/" + bucket, accountId + "_" + bucket);
    }

    /**
     * Checks a name before the catalog rejects it.
     *
     * @throws IllegalArgumentException if the catalog would reject the name
     */
    public static void requireValid(TableIdentifier table) {
        if (table.namespace().size() != 1) {
            throw new IllegalArgumentException(table + ": R2 Data Catalog has namespaces of one level");
        }
        String namespace = table.namespace().get(0);
        if (namespace.indexOf('.') >= 0 || table.name().indexOf('.') >= 0) {
            throw new IllegalArgumentException(table + ": R2 Data Catalog allows no dots in names");
        }
        if (RESERVED_NAMESPACES.contains(namespace)) {
            throw new IllegalArgumentException(table + ": R2 Data Catalog reserves the namespace " + namespace);
        }
    }
}
