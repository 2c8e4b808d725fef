package dev.otlp2parquet.lambda.aws;

import dev.otlp2parquet.aws.s3.S3ObjectStore;
import dev.otlp2parquet.aws.s3.S3Options;
import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.ingest.config.ConfigException;
import dev.otlp2parquet.ingest.config.Settings;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The bucket that the environment names. The settings are those of the server; {@code OTLP2PARQUET_BASE_PATH} is the core's. */
public final class S3Storage {

    private static final String BUCKET = "OTLP2PARQUET_S3_BUCKET";
    private static final String REGION = "OTLP2PARQUET_S3_REGION";
    private static final String ENDPOINT = "OTLP2PARQUET_S3_ENDPOINT";
    private static final String PATH_STYLE = "OTLP2PARQUET_S3_FORCE_PATH_STYLE";
    private static final String KEY_ID = "OTLP2PARQUET_S3_ACCESS_KEY_ID";
    private static final String SECRET_KEY = "OTLP2PARQUET_S3_SECRET_ACCESS_KEY";
    private static final String SESSION_TOKEN = "OTLP2PARQUET_S3_SESSION_TOKEN";
    private static final String CATALOG_BUCKET = "OTLP2PARQUET_R2_BUCKET_NAME";
    private static final String CATALOG_URI = "OTLP2PARQUET_CATALOG_URI";

    private static final List<String> OWN =
            List.of(BUCKET, REGION, ENDPOINT, PATH_STYLE, KEY_ID, SECRET_KEY, SESSION_TOKEN);

    private S3Storage() {}

    /** Returns the variables as the core knows them: without those of S3, and with the bucket of a catalog's tables. */
    public static Map<String, String> forCore(Map<String, String> environment) {
        Map<String, String> variables = new TreeMap<>(environment);
        OWN.forEach(variables::remove);
        String bucket = environment.getOrDefault(BUCKET, "");
        if (!bucket.isBlank() && !environment.getOrDefault(CATALOG_URI, "").isBlank()) {
            variables.putIfAbsent(CATALOG_BUCKET, bucket);
        }
        return variables;
    }

    /**
     * Makes the store. Sends nothing yet.
     *
     * @throws ConfigException for the first problem of the settings
     */
    public static ObjectStore of(
            Map<String, String> environment, HttpClient http, Digest digest, Clock clock, Randomness random)
            throws ConfigException {
        Settings settings = new Settings(environment);
        S3Options options = options(settings);
        return new S3ObjectStore(options, credentials(settings, environment, http, clock), http, digest, clock, random);
    }

    private static S3Options options(Settings settings) throws ConfigException {
        if (!settings.has(BUCKET)) {
            throw new ConfigException(BUCKET + " is missing: the name of the bucket for the files");
        }
        String region = settings.text(REGION, settings.text("AWS_REGION", settings.text("AWS_DEFAULT_REGION", "")));
        if (region.isEmpty()) {
            throw new ConfigException("the region of the bucket is not known: set " + REGION + ", such as us-east-1");
        }
        boolean ownEndpoint = settings.has(ENDPOINT);
        S3Options.Addressing addressing = settings.flag(PATH_STYLE, ownEndpoint)
                ? S3Options.Addressing.PATH
                : ownEndpoint ? S3Options.Addressing.VIRTUAL_HOST : S3Options.Addressing.AUTO;
        try {
            return S3Options.of(settings.text(BUCKET, ""), region)
                    .withEndpoint(settings.text(ENDPOINT, ""))
                    .withAddressing(addressing);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(BUCKET + ", " + REGION + " or " + ENDPOINT + ": " + e.getMessage());
        }
    }

    private static CredentialsProvider credentials(
            Settings settings, Map<String, String> environment, HttpClient http, Clock clock) throws ConfigException {
        boolean id = settings.has(KEY_ID);
        if (id != settings.has(SECRET_KEY)) {
            throw new ConfigException((id ? KEY_ID : SECRET_KEY) + " is set, but " + (id ? SECRET_KEY : KEY_ID)
                    + " is not; set both, or neither to use the role of the function");
        }
        if (!id) {
            return LambdaCredentials.of(environment, http, clock);
        }
        try {
            return CredentialsProvider.of(new Credentials(
                    settings.text(KEY_ID, ""), settings.text(SECRET_KEY, ""), settings.text(SESSION_TOKEN, "")));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(KEY_ID + " and " + SECRET_KEY + " are malformed: " + e.getMessage());
        }
    }
}
