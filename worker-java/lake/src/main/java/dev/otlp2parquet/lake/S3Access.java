package dev.otlp2parquet.lake;

import dev.otlp2parquet.aws.s3.S3ObjectStore;
import dev.otlp2parquet.aws.s3.S3Options;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.platform.Backoff;
import dev.otlp2parquet.platform.bucket.ObjectStore;

/**
 * How to reach buckets of S3, or of a store with its protocol.
 *
 * @param endpoint address of the server; empty for AWS
 * @param plainPuts whether objects may be stored without {@code If-None-Match} if the store does not implement it
 */
public record S3Access(String endpoint, String region, S3Options.Addressing addressing, boolean plainPuts) {

    private static final int RETRIES = 3;

    /**
     * Returns a bucket, over the ports of one request.
     *
     * @param credentials asked for each request
     */
    public ObjectStore bucket(String name, CredentialsProvider credentials, LakePorts ports) {
        return new S3ObjectStore(
                options(name), credentials, ports.http(), ports.digest(), ports.clock(), ports.random(), ports.hints());
    }

    /** Returns a bucket by its name. */
    public S3Options options(String name) {
        return new S3Options(
                endpoint,
                region,
                name,
                "",
                addressing,
                S3Options.TIMEOUT_MILLIS,
                RETRIES,
                new Backoff(200, 2_000),
                S3Options.MAX_OBJECT_BYTES,
                plainPuts);
    }
}
