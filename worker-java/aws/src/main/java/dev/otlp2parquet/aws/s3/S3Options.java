package dev.otlp2parquet.aws.s3;

import dev.otlp2parquet.platform.Backoff;
import dev.otlp2parquet.platform.text.Ascii;

/**
 * A bucket, or a part of one, and how to reach it.
 *
 * @param endpoint address of an S3-compatible server, as {@code https://minio.example:9000}; empty for AWS
 * @param region such as {@code eu-central-1}; R2 has {@code auto}
 * @param prefix before every key, without slashes at its ends; empty for none
 * @param timeoutMillis time limit of a request; a body that is sent adds a second for each MiB
 * @param retries after the first attempt
 * @param maxObjectBytes limit for objects that are read
 * @param plainPuts whether an object may be stored without {@code If-None-Match} if the store does not implement it.
 *     Only for keys that stand for one content, because the put may replace an object
 */
public record S3Options(
        String endpoint,
        String region,
        String bucket,
        String prefix,
        Addressing addressing,
        int timeoutMillis,
        int retries,
        Backoff backoff,
        int maxObjectBytes,
        boolean plainPuts) {

    /** Where the bucket's name stands in an address. */
    public enum Addressing {
        /** Virtual host for AWS, unless the bucket's name has a dot; path for an endpoint. */
        AUTO,
        /** {@code https://host/bucket/key}. */
        PATH,
        /** {@code https://bucket.host/key}. The certificate of AWS does not cover names with dots. */
        VIRTUAL_HOST
    }

    /** The usual time limit. */
    public static final int TIMEOUT_MILLIS = 30_000;

    /** The usual limit for objects that are read. */
    public static final int MAX_OBJECT_BYTES = 256 << 20;

    private static final String SCHEME = "s3://";
    private static final int MAX_BUCKET_LENGTH = 255;

    /** Checks each value and names the one that is wrong. */
    public S3Options {
        prefix = trimSlashes(prefix);
        endpoint = endpoint.isEmpty() ? "" : checkedEndpoint(endpoint);
        if (bucket.length() < 3 || bucket.length() > MAX_BUCKET_LENGTH || !isName(bucket, "-._")) {
            throw new IllegalArgumentException(
                    "bucket: expected 3 to 255 letters, digits, hyphens and dots, found \"" + bucket + "\"");
        }
        if (region.isEmpty() || !isName(region, "-_")) {
            throw new IllegalArgumentException(
                    "region: expected a name such as eu-central-1, found \"" + region + "\"");
        }
        if (!S3Address.isPlainPath(prefix) && !prefix.isEmpty()) {
            throw new IllegalArgumentException(
                    "prefix: expected no segment that is empty, \".\" or \"..\", found \"" + prefix + "\"");
        }
        if (timeoutMillis < 1 || retries < 0 || maxObjectBytes < 1) {
            throw new IllegalArgumentException("expected a positive time limit, 0 or more retries and a positive size");
        }
    }

    /** Returns a whole bucket of AWS. */
    public static S3Options of(String bucket, String region) {
        return new S3Options(
                "",
                region,
                bucket,
                "",
                Addressing.AUTO,
                TIMEOUT_MILLIS,
                5,
                new Backoff(200, 5_000),
                MAX_OBJECT_BYTES,
                false);
    }

    /** Returns a whole bucket of Cloudflare R2. */
    public static S3Options r2(String accountId, String bucket) {
        if (accountId.isEmpty() || !isName(accountId, "")) {
            throw new IllegalArgumentException(
                    "R2 account id: expected letters and digits, found \"" + accountId + "\"");
        }
        return of(bucket, "auto").withEndpoint("https://" + accountId + ".r2.cloudflarestorage.com");
    }

    /**
     * Returns the bucket and prefix of an address.
     *
     * @param uri as {@code s3://bucket} or {@code s3://bucket/prefix}
     */
    public static S3Options ofUri(String uri, String region) {
        if (!uri.startsWith(SCHEME)) {
            throw new IllegalArgumentException("expected s3://bucket/prefix, found \"" + uri + "\"");
        }
        int slash = uri.indexOf('/', SCHEME.length());
        String bucket = uri.substring(SCHEME.length(), slash < 0 ? uri.length() : slash);
        return of(bucket, region).withPrefix(slash < 0 ? "" : uri.substring(slash));
    }

    /** Returns the same bucket on another server; empty for AWS. */
    public S3Options withEndpoint(String other) {
        return new S3Options(
                other, region, bucket, prefix, addressing, timeoutMillis, retries, backoff, maxObjectBytes, plainPuts);
    }

    /** Returns another part of the bucket. */
    public S3Options withPrefix(String other) {
        return new S3Options(
                endpoint,
                region,
                bucket,
                other,
                addressing,
                timeoutMillis,
                retries,
                backoff,
                maxObjectBytes,
                plainPuts);
    }

    /** Returns the same bucket with addresses of another form. */
    public S3Options withAddressing(Addressing other) {
        return new S3Options(
                endpoint, region, bucket, prefix, other, timeoutMillis, retries, backoff, maxObjectBytes, plainPuts);
    }

    /** Returns the same bucket with other retries. */
    public S3Options withRetries(int count, Backoff waits) {
        return new S3Options(
                endpoint, region, bucket, prefix, addressing, timeoutMillis, count, waits, maxObjectBytes, plainPuts);
    }

    /** Returns the same bucket with other limits. */
    public S3Options withLimits(int timeout, int objectBytes) {
        return new S3Options(
                endpoint, region, bucket, prefix, addressing, timeout, retries, backoff, objectBytes, plainPuts);
    }

    /** Returns the address as people write it: {@code s3://bucket/prefix}. */
    @Override
    public String toString() {
        return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }

    private static String trimSlashes(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == '/') {
            from++;
        }
        while (to > from && text.charAt(to - 1) == '/') {
            to--;
        }
        return text.substring(from, to);
    }

    /** Returns the endpoint as clients send it: host in lower case, no slash at the end. */
    private static String checkedEndpoint(String endpoint) {
        int hostStart = endpoint.indexOf("://") + 3;
        String scheme = hostStart < 3 ? "" : Ascii.lowerCase(endpoint.substring(0, hostStart));
        if (!scheme.equals("https://") && !scheme.equals("http://")) {
            throw new IllegalArgumentException("endpoint: expected http:// or https:// at its beginning");
        }
        int slash = endpoint.indexOf('/', hostStart);
        int hostEnd = slash < 0 ? endpoint.length() : slash;
        // A user or a key here would end up in messages, so the value is not repeated.
        if (hostEnd == hostStart
                || endpoint.indexOf('@') >= 0
                || endpoint.indexOf('?') >= 0
                || endpoint.indexOf('#') >= 0
                || endpoint.indexOf(' ') >= 0) {
            throw new IllegalArgumentException(
                    "endpoint: expected scheme, host, and perhaps a port, without user, query, fragment or spaces");
        }
        String path = trimSlashes(endpoint.substring(hostEnd));
        return Ascii.lowerCase(endpoint.substring(0, hostEnd)) + (path.isEmpty() ? "" : "/" + path);
    }

    static boolean isName(String text, String alsoAllowed) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Ascii.isLetterOrDigit(c) && alsoAllowed.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
