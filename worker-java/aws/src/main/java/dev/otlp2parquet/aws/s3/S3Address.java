package dev.otlp2parquet.aws.s3;

import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.text.UrlEncoding;
import dev.otlp2parquet.platform.text.Utf8;

/** Addresses of a bucket and of its objects. */
final class S3Address {

    /** S3 User Guide, "Naming Amazon S3 objects". */
    private static final int MAX_KEY_BYTES = 1024;

    private final S3Options options;
    private final String root;

    S3Address(S3Options options) {
        this.options = options;
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
        if (!isPlainPath(key)) {
            // Clients remove such segments from an address, or servers take two keys for one.
            throw new StoreException(
                    "key: expected no segment that is empty, \".\" or \"..\", found \"" + key + "\"", false);
        }
        int bytes = Utf8.encodedLength(whole);
        if (bytes > MAX_KEY_BYTES) {
            throw new StoreException(
                    "key: expected at most " + MAX_KEY_BYTES + " bytes with the prefix, found " + bytes, false);
        }
        return root + UrlEncoding.encodePath(whole);
    }

    /** Returns the key, or the beginning of keys, in the bucket. */
    String key(String belowPrefix) {
        return options.prefix().isEmpty() ? belowPrefix : options.prefix() + "/" + belowPrefix;
    }

    /** Returns the key below the prefix. */
    String belowPrefix(String key) {
        return key.substring(key("").length());
    }

    /** Returns the address as people write it. */
    String display(String key) {
        return "s3://" + options.bucket() + "/" + key(key);
    }

    /** Returns whether all segments of a path are names. */
    static boolean isPlainPath(String path) {
        int from = 0;
        while (true) {
            int slash = path.indexOf('/', from);
            String segment = path.substring(from, slash < 0 ? path.length() : slash);
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return false;
            }
            if (slash < 0) {
                return true;
            }
            from = slash + 1;
        }
    }

    private static String root(S3Options options) {
        boolean aws = options.endpoint().isEmpty();
        String bucket = options.bucket();
        boolean virtualHost = switch (options.addressing()) {
            case PATH -> false;
            case VIRTUAL_HOST -> true;
            // Only names in lower case are names of hosts; AWS has some old ones that are not.
            case AUTO -> aws && isHostName(bucket);
        };
        String domain = options.region().startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
        String endpoint = aws ? "https://s3." + options.region() + domain : options.endpoint();
        if (!virtualHost) {
            return endpoint + "/" + UrlEncoding.encode(bucket) + "/";
        }
        int hostStart = endpoint.indexOf("://") + 3;
        return endpoint.substring(0, hostStart) + bucket + "." + endpoint.substring(hostStart) + "/";
    }

    private static boolean isHostName(String bucket) {
        for (int i = 0; i < bucket.length(); i++) {
            char c = bucket.charAt(i);
            if (c == '.' || c == '_' || (c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return true;
    }
}
