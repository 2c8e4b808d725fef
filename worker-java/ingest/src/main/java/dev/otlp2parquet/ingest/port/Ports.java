package dev.otlp2parquet.ingest.port;

import dev.otlp2parquet.iceberg.port.Randomness;
import dev.otlp2parquet.parquet.compress.Compressor;

/**
 * The host, as one request sees it.
 *
 * @param compressor by the codec of {@link dev.otlp2parquet.ingest.config.Config#compression()}; where a host lacks
 *     that codec it may give another one: files name the codec they use
 * @param catalog used in the catalog modes only; a host that has none gives null
 * @param batching used where requests are gathered; a host without durable objects gives null
 */
public record Ports(
        ObjectStore store,
        Compressor compressor,
        Digest digest,
        Clock clock,
        Randomness random,
        LogSink log,
        CatalogPorts catalog,
        BatchingPorts batching) {

    /** Of a host without durable objects. */
    public Ports(
            ObjectStore store,
            Compressor compressor,
            Digest digest,
            Clock clock,
            Randomness random,
            LogSink log,
            CatalogPorts catalog) {
        this(store, compressor, digest, clock, random, log, catalog, null);
    }
}
