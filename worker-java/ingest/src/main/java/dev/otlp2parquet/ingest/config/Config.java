package dev.otlp2parquet.ingest.config;

import dev.otlp2parquet.batching.Batching;
import dev.otlp2parquet.batching.BatchingConfig;
import dev.otlp2parquet.batching.Deduplication;
import dev.otlp2parquet.lake.Catalog;
import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.otlp.table.TableOptions;
import dev.otlp2parquet.platform.log.LogLevel;
import java.util.List;

/**
 * The whole configuration. docs/configuration.md describes each variable.
 *
 * @param maxPayloadBytes the most bytes of a request's body, as sent and decompressed
 * @param maxAttributes the most attributes that a record, event, link, exemplar, resource, scope or metric keeps
 * @param tables names and types of the tables' columns
 * @param warnOnCatalogFailure whether a request whose files are stored but not committed succeeds
 * @param pipeline how accepted requests are kept, stored and committed
 * @param storage a bucket of S3 in place of the host's own
 * @param warnings what works, but should be changed, one line each
 */
public record Config(
        Credentials credentials,
        CorsPolicy cors,
        int maxPayloadBytes,
        int maxAttributes,
        TableOptions tables,
        boolean warnOnCatalogFailure,
        BatchingConfig pipeline,
        Storage storage,
        List<String> warnings) {

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
