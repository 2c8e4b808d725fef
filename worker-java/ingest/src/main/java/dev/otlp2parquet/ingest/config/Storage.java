package dev.otlp2parquet.ingest.config;

import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.lake.S3Access;

/**
 * The bucket of S3 that is configured in place of the host's own, and the keys of AWS.
 *
 * @param bucket empty for the host's own
 * @param access null if there is no bucket
 * @param keys null if none are configured; the host may find some
 */
public record Storage(String bucket, S3Access access, Credentials keys) {

    /** The configured keys, or the given ones. */
    public CredentialsProvider keysOr(CredentialsProvider ofHost) {
        return keys == null ? ofHost : CredentialsProvider.of(keys);
    }

    /** The ports of a request, with the configured bucket in place of the host's, if there is one. */
    public LakePorts over(LakePorts ports) {
        return bucket.isEmpty()
                ? ports
                : ports.through(access.bucket(bucket, ports.keys(), ports), ports.http(), ports.clock());
    }
}
