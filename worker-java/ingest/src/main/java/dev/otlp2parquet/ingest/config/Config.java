package dev.otlp2parquet.ingest.config;

import dev.otlp2parquet.batching.Batching;
import dev.otlp2parquet.batching.BatchingConfig;
import dev.otlp2parquet.batching.Deduplication;
import dev.otlp2parquet.lake.Catalog;
import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.otlp.table.TableOptions;
import dev.otlp2parquet.platform.log.LogLevel;

/**
 * The whole configuration. docs/configuration.md describes each variable.
 *
 * @param maxPayloadBytes the most bytes of a request's body, as sent and decompressed
 * @param maxAttributes the most attributes that a record, event, link, exemplar, resource, scope or metric keeps
 * @param tables names and types of the tables' columns
 * @param warnOnCatalogFailure whether a request whose files are stored but not committed succeeds
 * @param pipeline how accepted requests are kept, stored and committed
 */
public record Config(
        Credentials credentials,
        CorsPolicy cors,
        int maxPayloadBytes,
        int maxAttributes,
        TableOptions tables,
        boolean warnOnCatalogFailure,
        BatchingConfig pipeline) {

    /**
     * Reads and checks the variables.
     *
     * @throws ConfigException for the first problem
     */
    public static Config from(Settings settings) throws ConfigException {
        return new ConfigReader(settings).read();
    }

    public LakeConfig lake() {
        return pipeline.lake();
    }

    public Catalog catalog() {
        return pipeline.catalog();
    }

    public Batching batching() {
        return pipeline.batching();
    }

    public Deduplication deduplication() {
        return pipeline.deduplication();
    }

    public LogLevel logLevel() {
        return pipeline.logLevel();
    }
}
