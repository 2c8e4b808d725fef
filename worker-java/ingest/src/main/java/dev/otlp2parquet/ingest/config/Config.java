package dev.otlp2parquet.ingest.config;

import dev.otlp2parquet.ingest.log.LogLevel;
import dev.otlp2parquet.otlp.table.TableOptions;
import dev.otlp2parquet.parquet.EncodingProfile;
import dev.otlp2parquet.parquet.compress.Codec;

/**
 * The whole configuration. docs/configuration.md describes each variable.
 *
 * @param keyPrefix what every key of plain mode begins with: empty, or segments that end with {@code /}
 * @param partitionByService whether keys of plain mode have a segment for the service, and files rows of one service only
 * @param maxPayloadBytes the most bytes of a request's body, as sent and decompressed
 * @param rowGroupRows rows of a row group
 * @param maxAttributes attributes that a record, event, link, exemplar, resource, scope or metric keeps, at most
 * @param tables names and types of the tables' columns
 * @param catalog that registers the files, or {@link Catalog#NONE}
 * @param namespace of the tables in a catalog
 * @param tablePrefix before the tables' names in a catalog
 * @param warnOnCatalogFailure whether a request whose files are stored and not committed is a success all the same
 * @param commitIntervalSecs seconds between two commits to a table, at least 3
 * @param recoverLostManifestLists whether a table whose current manifest list is lost goes on from the last snapshot that can be read
 * @param logLevel the lowest level that is logged
 */
public record Config(
        Credentials credentials,
        CorsPolicy cors,
        String keyPrefix,
        boolean partitionByService,
        int maxPayloadBytes,
        Codec compression,
        EncodingProfile encodings,
        int rowGroupRows,
        int maxAttributes,
        TableOptions tables,
        Catalog catalog,
        String namespace,
        String tablePrefix,
        boolean warnOnCatalogFailure,
        Batching batching,
        Deduplication deduplication,
        int commitIntervalSecs,
        boolean recoverLostManifestLists,
        LogLevel logLevel) {

    /**
     * Reads and checks the variables.
     *
     * @throws ConfigException about the first thing that is wrong
     */
    public static Config from(Settings settings) throws ConfigException {
        return new ConfigReader(settings).read();
    }
}
