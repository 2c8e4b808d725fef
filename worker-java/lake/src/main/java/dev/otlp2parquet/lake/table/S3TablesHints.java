package dev.otlp2parquet.lake.table;

import dev.otlp2parquet.iceberg.rest.CatalogException;
import dev.otlp2parquet.lake.LakeException;

/** What an operator can do about the refusals of Amazon S3 Tables. */
final class S3TablesHints {

    private S3TablesHints() {}

    static LakeException explained(CatalogException e) {
        String hint = switch (e.kind()) {
            case INVALID ->
                e.getMessage().startsWith("load ")
                        ? "perhaps it was made without a schema, by the API or a CloudFormation template without"
                                + " IcebergMetadata: then delete it, and it is made again with its columns"
                        : "";
            case FORBIDDEN, UNAUTHORIZED ->
                "the credentials may be expired, or not allowed to do this: docs/catalogs.md has the permissions";
            case NOT_FOUND -> "is there such a table bucket in this region and account?";
            default -> "";
        };
        LakeException plain = LakeTables.failure(e);
        return hint.isEmpty() ? plain : new LakeException(plain.getMessage() + " (" + hint + ")", plain.retryable(), e);
    }
}
