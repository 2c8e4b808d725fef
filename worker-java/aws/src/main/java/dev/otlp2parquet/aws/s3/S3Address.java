package dev.otlp2parquet.aws.s3;

import dev.otlp2parquet.aws.s3.S3Options.Addressing;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.text.Ascii;
import dev.otlp2parquet.platform.text.UrlEncoding;
import dev.otlp2parquet.platform.text.Utf8;

/** Addresses of a bucket and of its objects. */
final class S3Address {

    /** S3 User Guide, "Naming Amazon S3 objects". */
    private static final int MAX_KEY_BYTES = 1024;

    private final String bucket;
    /** Before every key; empty or with a slash at its end. */
    private final String prefix;

    private final String root;

    S3Address(S3Options options) {
        this.bucket = options.bucket();
        this.prefix = options.prefix().isEmpty() ? "" : options.prefix() + "/";
        this.root = root(options);
    }

    /** Returns the address of the bucket: with a slash at its end. */
    String bucket() {
        return root;
    }

    /**
     * Returns the address of an object.
     *
     * @param key below the prefix
     * @throws StoreException if no object can have the key
     */
    String object(String key) throws StoreException {
        String whole = key(key);
        // Clients remove some segments from an address, or servers take two keys for one.
        if (!isPlainPath(key) || Utf8.encodedLength(whole) > MAX_KEY_BYTES) {
            throw new StoreException(
                    "key: expected at most " + MAX_KEY_BYTES
                            + " bytes, and no segment that is empty, \".\" or \"..\", found \"" + whole + "\"",
                    false);
        }
        return root + UrlEncoding.encodePath(whole);
    }

    /** Returns the key, or the beginning of keys, in the bucket. */
    String key(String belowPrefix) {
        return prefix + belowPrefix;
    }

    /** Returns the key below the prefix. */
    String belowPrefix(String key) {
        return key.substring(prefix.length());
    }

    /** Returns the address as people write it. */
    String display(String key) {
        return "s3://" + bucket + "/" + prefix + key;
    }

    /** Returns whether all segments of a path are names. */
    static boolean isPlainPath(String path) {
        String framed = "/" + path + "/";
        return !framed.contains("//") && !framed.contains("/./") && !framed.contains("/../");
    }

    private static String root(S3Options options) {
        boolean aws = options.endpoint().isEmpty();
        String bucket = options.bucket();
        // Only names in lower case are names of hosts; AWS has some old ones that are not.
        boolean virtualHost = options.addressing() == Addressing.VIRTUAL_HOST
                || (options.addressing() == Addressing.AUTO && aws && isHostName(bucket));
        String domain = options.region().startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
        String endpoint = aws ? "https://s3." + options.region() + domain : options.endpoint();
        return virtualHost
                ? endpoint.replace("://", "://" + bucket + ".") + "/"
                : endpoint + "/" + UrlEncoding.encode(bucket) + "/";
    }

    private static boolean isHostName(String bucket) {
        return bucket.indexOf('.') < 0 && bucket.indexOf('_') < 0 && bucket.equals(Ascii.lowerCase(bucket));
    }
}
