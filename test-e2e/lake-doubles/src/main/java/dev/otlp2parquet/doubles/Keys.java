package dev.otlp2parquet.doubles;

import java.util.Map;

/**
 * AWS credentials.
 *
 * @param sessionToken empty for keys that do not expire
 * @param expiresAtMillis since the epoch; {@link Long#MAX_VALUE} for never
 * @param scope the location that they open, {@code s3://bucket/prefix}; empty for everything
 */
public record Keys(
        String accessKeyId, String secretAccessKey, String sessionToken, long expiresAtMillis, String scope) {

    /** Whether they may read and write a location. A scope ends at a slash: {@code s3://b/logs} does not open {@code s3://b/logs2}. */
    boolean open(String location) {
        return scope.isEmpty() || location.equals(scope) || location.startsWith(scope + "/");
    }

    /** Whether they have expired. */
    boolean expired() {
        return System.currentTimeMillis() >= expiresAtMillis;
    }

    /** As the properties that Iceberg's S3FileIO reads, without an endpoint. */
    public Map<String, String> s3Properties() {
        if (sessionToken.isEmpty()) {
            return Map.of("s3.access-key-id", accessKeyId, "s3.secret-access-key", secretAccessKey);
        }
        return Map.of(
                "s3.access-key-id",
                accessKeyId,
                "s3.secret-access-key",
                secretAccessKey,
                "s3.session-token",
                sessionToken,
                "s3.session-token-expires-at-ms",
                Long.toString(expiresAtMillis));
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "Keys[" + accessKeyId + ", scope=" + scope + ", expiresAtMillis=" + expiresAtMillis + "]";
    }
}
