package dev.otlp2parquet.lake;

import dev.otlp2parquet.parquet.EncodingProfile;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.platform.log.LogLevel;

/**
 * Where data files go and how they are written.
 *
 * @param keyPrefix start of every key in plain mode: empty, or segments that end with {@code /}
 * @param partitionByService whether keys of plain mode have a segment for the service, so that a file has rows of one
 *     service only
 * @param rowGroupRows rows per row group
 * @param catalog that registers the files, or {@link Catalog#NONE}
 * @param namespace of the tables in a catalog
 * @param tablePrefix put before the names of tables in a catalog
 * @param logLevel the lowest level that is logged
 */
public record LakeConfig(
        String keyPrefix,
        boolean partitionByService,
        Codec compression,
        EncodingProfile encodings,
        int rowGroupRows,
        Catalog catalog,
        String namespace,
        String tablePrefix,
        LogLevel logLevel) {}
