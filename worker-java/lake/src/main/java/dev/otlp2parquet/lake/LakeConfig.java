package dev.otlp2parquet.lake;

import dev.otlp2parquet.parquet.EncodingProfile;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.platform.log.LogLevel;

/**
 * Where data files go and how they are written.
 *
 * @param keyPrefix what every key of plain mode begins with: empty, or segments that end with {@code /}
 * @param partitionByService whether keys of plain mode have a segment for the service, and files rows of one service only
 * @param rowGroupRows rows of a row group
 * @param catalog that registers the files, or {@link Catalog#NONE}
 * @param namespace of the tables in a catalog
 * @param tablePrefix before the tables' names in a catalog
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
