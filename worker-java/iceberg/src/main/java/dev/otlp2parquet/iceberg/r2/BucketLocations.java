package dev.otlp2parquet.iceberg.r2;

/**
 * Locations of a table as keys of the bucket that the Worker is bound to.
 *
 * @param bucket name of that bucket
 */
public record BucketLocations(String bucket) {

    /**
     * The key of a location.
     *
     * @throws IllegalArgumentException if it is in another bucket, or in none; the message says what to do
     */
    public String key(String location) {
        for (String scheme : new String[] {"s3://", "s3a://", "r2://"}) {
            String prefix = scheme + bucket + "/";
            if (location.startsWith(prefix) && location.length() > prefix.length()) {
                return location.substring(prefix.length());
            }
        }
        throw new IllegalArgumentException(
                "the location " + location + " is not in the bucket " + bucket
                        + ", the only one that can be written: bind the catalog's bucket, or use a catalog whose warehouse is in this one");
    }
}
