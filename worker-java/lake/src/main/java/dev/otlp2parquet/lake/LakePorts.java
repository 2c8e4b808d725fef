package dev.otlp2parquet.lake;

import dev.otlp2parquet.aws.s3.RefusalHints;
import dev.otlp2parquet.aws.s3.S3Hints;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.iceberg.avro.BlockCodecs;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.log.LogSink;

/**
 * The host's ports for storing and committing, for one request.
 *
 * @param compressor for the codec of {@link LakeConfig#compression()}; a host without that codec may provide another
 *     one, because files name the codec that they use
 * @param http for requests to the catalog
 * @param codecs for manifests
 * @param keys this host's credentials of AWS, or of a service that speaks its protocols
 * @param hints explain refusals of S3; null on a host that has no room for the texts
 */
public record LakePorts(
        ObjectStore store,
        Compressor compressor,
        Digest digest,
        Clock clock,
        Randomness random,
        LogSink log,
        HttpClient http,
        BlockCodecs codecs,
        CredentialsProvider keys,
        RefusalHints hints) {

    /** The ports of a host with hints. */
    public LakePorts(
            ObjectStore store,
            Compressor compressor,
            Digest digest,
            Clock clock,
            Randomness random,
            LogSink log,
            HttpClient http,
            BlockCodecs codecs,
            CredentialsProvider keys) {
        this(store, compressor, digest, clock, random, log, http, codecs, keys, new S3Hints());
    }

    /** The same ports but for those through which calls leave the host and time passes. */
    public LakePorts through(ObjectStore otherStore, HttpClient otherHttp, Clock otherClock) {
        return new LakePorts(otherStore, compressor, digest, otherClock, random, log, otherHttp, codecs, keys, hints);
    }
}
