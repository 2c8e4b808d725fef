package dev.otlp2parquet.batching;

import dev.otlp2parquet.lake.Catalog;
import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.platform.log.LogLevel;

/**
 * How requests are kept, gathered into files and committed.
 *
 * @param commitIntervalSecs seconds between two commits to a table, at least 3
 * @param recoverLostManifestLists whether a table that lost its current manifest list continues from its last readable
 *     snapshot
 */
public record BatchingConfig(
        LakeConfig lake,
        Batching batching,
        Deduplication deduplication,
        int commitIntervalSecs,
        boolean recoverLostManifestLists) {

    public Catalog catalog() {
        return lake.catalog();
    }

    public LogLevel logLevel() {
        return lake.logLevel();
    }
}
