package dev.otlp2parquet.ingest.config;

import dev.otlp2parquet.aws.s3.S3Options;
import dev.otlp2parquet.aws.s3.S3Options.Addressing;
import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.lake.S3Access;

/** Reads how to reach S3, and the keys that are configured. */
final class S3Reader {

    static final String BUCKET = "OTLP2PARQUET_S3_BUCKET";
    static final String REGION = "OTLP2PARQUET_S3_REGION";
    static final String ENDPOINT = "OTLP2PARQUET_S3_ENDPOINT";
    static final String KEY_ID = "OTLP2PARQUET_S3_ACCESS_KEY_ID";
    private static final String PATH_STYLE = "OTLP2PARQUET_S3_FORCE_PATH_STYLE";
    private static final String SECRET = "OTLP2PARQUET_S3_SECRET_ACCESS_KEY";
    private static final String SESSION = "OTLP2PARQUET_S3_SESSION_TOKEN";
    private static final String AWS_KEY_ID = "AWS_ACCESS_KEY_ID";
    private static final String AWS_SECRET = "AWS_SECRET_ACCESS_KEY";
    private static final String AWS_SESSION = "AWS_SESSION_TOKEN";

    private final Settings settings;

    S3Reader(Settings settings) {
        this.settings = settings;
    }

    /** Whether keys, or a bucket that they are for, are configured. The variables of AWS count in a Worker only. */
    boolean hasKeys() {
        return settings.has(KEY_ID)
                || settings.has(BUCKET)
                || (Platform.of(settings) == Platform.WORKER && settings.has(AWS_KEY_ID));
    }

    /** The configured keys, or null: a host other than a Worker may find some itself. */
    Credentials keys() throws ConfigException {
        if (settings.has(KEY_ID) || settings.has(SECRET)) {
            return keys(KEY_ID, SECRET, SESSION);
        }
        if (Platform.of(settings) == Platform.WORKER && (settings.has(AWS_KEY_ID) || settings.has(AWS_SECRET))) {
            return keys(AWS_KEY_ID, AWS_SECRET, AWS_SESSION);
        }
        return null;
    }

    /** @throws ConfigException if this is a Worker, and it has no keys */
    void requireKeys(String why) throws ConfigException {
        if (Platform.of(settings) == Platform.WORKER && keys() == null) {
            throw new ConfigException(why + " needs the secrets " + AWS_KEY_ID + " and " + AWS_SECRET + " (or " + KEY_ID
                    + " and " + SECRET + "): the keys of an IAM user that may write there");
        }
    }

    /** The name of the bucket of plain files and tables; empty for the bucket that the host has. */
    String bucket() throws ConfigException {
        if (!settings.has(BUCKET)) {
            return "";
        }
        String bucket = settings.text(BUCKET, "");
        try {
            return S3Options.of(bucket, "any").bucket();
        } catch (IllegalArgumentException e) {
            throw settings.refused(BUCKET, "the name of a bucket: 3 to 63 lower-case letters, digits, - and .");
        }
    }

    /** The region: that of S3, or of AWS in the environment; empty if none is set. */
    String region() {
        return settings.text(
                REGION, settings.text("AWS_REGION", settings.text("AWS_DEFAULT_REGION", endpointRegion())));
    }

    private String endpointRegion() {
        return settings.has(ENDPOINT) ? "us-east-1" : "";
    }

    /**
     * How to reach buckets.
     *
     * @param region empty for that of the settings
     * @param plainPuts as in {@link S3Access}
     */
    S3Access access(String region, boolean plainPuts) throws ConfigException {
        String name = region.isEmpty() ? region() : region;
        if (name.isEmpty()) {
            throw new ConfigException("the region of S3 is not known: set " + REGION + ", such as eu-central-1");
        }
        String endpoint = settings.text(ENDPOINT, "");
        Addressing addressing = Addressing.AUTO;
        if (settings.flag(PATH_STYLE, false)) {
            addressing = Addressing.PATH;
        } else if (settings.has(PATH_STYLE) && !endpoint.isEmpty()) {
            addressing = Addressing.VIRTUAL_HOST;
        }
        try {
            S3Options.of("bucket", name);
        } catch (IllegalArgumentException e) {
            throw settings.refused(REGION, "the name of a region, such as eu-central-1");
        }
        try {
            S3Options options = S3Options.of("bucket", name).withEndpoint(endpoint);
            return new S3Access(options.endpoint(), name, addressing, plainPuts);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(ENDPOINT + " (not shown, it may hold a secret): expected scheme, host and port"
                    + " only, such as https://s3.example.com");
        }
    }

    private Credentials keys(String id, String secret, String session) throws ConfigException {
        if (!settings.has(id) || !settings.has(secret)) {
            throw new ConfigException((settings.has(id) ? id : secret) + " is set, but "
                    + (settings.has(id) ? secret : id) + " is not; set both secrets or neither");
        }
        try {
            return new Credentials(settings.text(id, ""), settings.text(secret, ""), settings.text(session, ""));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    id + ", " + secret + " or " + session + " (secrets, not shown): " + e.getMessage());
        }
    }
}
