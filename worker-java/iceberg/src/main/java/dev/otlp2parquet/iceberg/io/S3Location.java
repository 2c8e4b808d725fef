package dev.otlp2parquet.iceberg.io;

/**
 * The place of an object in a store with the protocol of S3.
 *
 * @param key may end with a slash
 */
public record S3Location(String bucket, String key) {

    private static final String[] SCHEMES = {"s3://", "s3a://", "r2://"};

    /**
     * Reads a location, as {@code s3://bucket/key}.
     *
     * @throws IllegalArgumentException if it is no such place, or its path leads elsewhere ({@link PathSegments}); the
     *     message says what to do
     */
    public static S3Location parse(String location) {
        for (String scheme : SCHEMES) {
            int slash = location.startsWith(scheme) ? location.indexOf('/', scheme.length()) : -1;
            if (slash > scheme.length() && slash + 1 < location.length()) {
                String key = location.substring(slash + 1);
                String problem = PathSegments.problem(key.endsWith("/") ? key.substring(0, key.length() - 1) : key);
                if (problem != null) {
                    throw new IllegalArgumentException("the location " + printable(location) + " is refused: " + problem
                            + "; the catalog has to give the table another location");
                }
                return new S3Location(location.substring(scheme.length(), slash), key);
            }
        }
        throw new IllegalArgumentException("the location " + printable(location)
                + " is not in a bucket of S3 or R2, the only places that can be written: expected s3://bucket/path");
    }

    /** Returns the location in one line. */
    public static String printable(String location) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < location.length(); i++) {
            text.append(location.charAt(i) < ' ' ? '?' : location.charAt(i));
        }
        return text.toString();
    }
}
