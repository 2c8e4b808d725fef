package dev.otlp2parquet.ingest.port;

import dev.otlp2parquet.iceberg.avro.BlockCodecs;
import dev.otlp2parquet.iceberg.port.HttpClient;
import dev.otlp2parquet.iceberg.port.Randomness;

/**
 * What committing to a catalog needs of the host beyond the object store.
 *
 * @param clock waits too
 */
public record CatalogPorts(
        HttpClient http, BlockCodecs codecs, dev.otlp2parquet.iceberg.port.Clock clock, Randomness random) {}
