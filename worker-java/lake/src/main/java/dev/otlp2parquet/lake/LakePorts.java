package dev.otlp2parquet.lake;

import dev.otlp2parquet.iceberg.avro.BlockCodecs;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.log.LogSink;

/**
 * The host, as storing and committing see it in one request.
 *
 * @param compressor by the codec of {@link LakeConfig#compression()}; where a host lacks that codec it may give another one: files
 *     name the codec they use
 * @param http to the catalog
 * @param codecs of manifests
 */
public record LakePorts(
        ObjectStore store,
        Compressor compressor,
        Digest digest,
        Clock clock,
        Randomness random,
        LogSink log,
        HttpClient http,
        BlockCodecs codecs) {}
