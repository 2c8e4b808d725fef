package dev.otlp2parquet.iceberg.r2;

import dev.otlp2parquet.iceberg.io.PathSegments;

/**
 * Converts locations of a table to keys of the bucket that the Worker is bound to.
 *
 * @param bucket name of that bucket
 */
public record BucketLocations(String bucket) {

    /**
     * Returns the key of a location.
     *
     * @param location may end with a slash
     * @throws IllegalArgumentException if the location is in another bucket or in none, or its path leads elsewhere
     *     ({@link PathSegments}); the message says what to do
     */
    public String key(String location) {
        for (String scheme : new String[] {"s3://", "s3a://", "r2://"}) {
            String prefix = scheme + bucket + "/";
            if (location.startsWith(prefix) && location.length() > prefix.length()) {
                String key = location.substring(prefix.length());
                String problem = PathSegments.problem(key.endsWith("/") ? key.substring(0, key.length() - 1) : key);
                if (problem != null) {
                    throw new IllegalArgumentException("the location " + printable(location) + " is refused: " + problem
                            + "; the catalog has to give the table another location");
                }
                return key;
            }
        }
        throw new IllegalArgumentException(
                "the location " + printable(location) + " is not in the bucket " + bucket
                        + ", the only one that can be written: bind the catalog's bucket, or use a catalog whose warehouse is in this one");
    }

    private static String printable(String location) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < location.length(); i++) {
            text.append(location.charAt(i) < ' ' ? '?' : location.charAt(i));
        }
        return text.toString();
    }
}
