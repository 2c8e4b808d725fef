package dev.otlp2parquet.server.config;

/**
 * Keys of a bucket. All are secret.
 *
 * @param sessionToken of a temporary key, or null
 */
public record S3Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {

    /** Without the keys. */
    @Override
    public String toString() {
        return "S3Credentials[hidden]";
    }
}
