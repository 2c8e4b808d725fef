package dev.otlp2parquet.ingest.config;

import dev.otlp2parquet.batching.Batching;
import dev.otlp2parquet.batching.BatchingConfig;
import dev.otlp2parquet.batching.Deduplication;
import dev.otlp2parquet.lake.Catalog;
import dev.otlp2parquet.lake.CatalogMode;
import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.otlp.model.AttributeLimits;
import dev.otlp2parquet.otlp.table.AttributesStyle;
import dev.otlp2parquet.otlp.table.ColumnNames;
import dev.otlp2parquet.otlp.table.TableOptions;
import dev.otlp2parquet.parquet.EncodingProfile;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.text.Ascii;
import dev.otlp2parquet.platform.text.Utf8;
import dev.otlp2parquet.table.TimestampUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Builds a {@link Config} from variables, and rejects an invalid configuration. */
final class ConfigReader {

    private static final int MAX_BASE_PATH = 512;
    private static final int MAX_NAME = 64;

    private final Settings settings;

    ConfigReader(Settings settings) {
        this.settings = settings;
    }

    Config read() throws ConfigException {
        settings.checkAliases();
        VariableNames.check(settings.names());
        String namespace = name("OTLP2PARQUET_NAMESPACE", "otel");
        Catalog catalog = new CatalogReader(settings).read(namespace);
        // The first problem is the only one that is reported, so the order of these lines matters.
        Credentials credentials = credentials();
        CorsPolicy cors = cors();
        String keyPrefix = keyPrefix();
        boolean partitionByService = settings.flag("OTLP2PARQUET_PARTITION_BY_SERVICE", true);
        int maxPayloadBytes = settings.number("OTLP2PARQUET_MAX_PAYLOAD_BYTES", 10 << 20, 1, 100 << 20);
        Codec compression = compression();
        EncodingProfile encodings = settings.choice("OTLP2PARQUET_PARQUET_ENCODINGS", 0, "compatible", "modern") == 0
                ? EncodingProfile.COMPATIBLE
                : EncodingProfile.MODERN;
        int rowGroupRows = settings.number("OTLP2PARQUET_PARQUET_ROW_GROUP_SIZE", 32768, 1, 10_000_000);
        int maxAttributes = settings.number(
                "OTLP2PARQUET_MAX_ATTRIBUTES",
                AttributeLimits.DEFAULT_MAX_ATTRIBUTES,
                1,
                AttributeLimits.MOST_MAX_ATTRIBUTES);
        TableOptions tables = tables(catalog.mode() == CatalogMode.S3_TABLES);
        String tablePrefix = name("OTLP2PARQUET_TABLE_PREFIX", "");
        boolean warnOnCatalogFailure = settings.flag("OTLP2PARQUET_WARN_ON_CATALOG_FAILURE", true);
        Batching batching = batching();
        Deduplication deduplication = deduplication();
        int commitIntervalSecs = settings.number("OTLP2PARQUET_COMMIT_INTERVAL_SECS", 10, 3, 3600);
        boolean recoverLostManifestLists = settings.flag("OTLP2PARQUET_RECOVER_LOST_MANIFEST_LISTS", false);
        LakeConfig lake = new LakeConfig(
                keyPrefix,
                partitionByService,
                compression,
                encodings,
                rowGroupRows,
                catalog,
                namespace,
                tablePrefix,
                logLevel());
        BatchingConfig pipeline =
                new BatchingConfig(lake, batching, deduplication, commitIntervalSecs, recoverLostManifestLists);
        return new Config(
                credentials,
                cors,
                maxPayloadBytes,
                maxAttributes,
                tables,
                warnOnCatalogFailure,
                pipeline,
                storage(),
                settings.warnings());
    }

    /** The bucket of S3 that takes the place of the host's bucket. */
    private Storage storage() throws ConfigException {
        S3Reader s3 = new S3Reader(settings);
        String bucket = s3.bucket();
        if (bucket.isEmpty()) {
            return new Storage("", null, s3.keys());
        }
        s3.requireKeys(S3Reader.BUCKET);
        return new Storage(bucket, s3.access("", false), s3.keys());
    }

    private Credentials credentials() throws ConfigException {
        String tokenName = "OTLP2PARQUET_AUTH_TOKEN";
        List<String> tokens = settings.list(tokenName);
        for (String token : tokens) {
            if (!visibleAscii(token)) {
                throw new ConfigException(
                        tokenName + " (secret, not shown): expected one or several tokens separated by"
                                + " commas, each of visible ASCII characters; one is empty or has others");
            }
        }
        String basic = basicCredentials();
        String anonymousName = "OTLP2PARQUET_ALLOW_ANONYMOUS";
        boolean anonymous = settings.flag(anonymousName, false);
        boolean authenticated = !tokens.isEmpty() || basic != null;
        if (anonymous && authenticated) {
            throw new ConfigException(anonymousName + "=true contradicts the credentials that "
                    + (tokens.isEmpty() ? "OTLP2PARQUET_BASIC_AUTH_USERNAME" : tokenName)
                    + " requires; remove one of the two");
        }
        if (!anonymous && !authenticated) {
            throw new ConfigException("no credentials are configured: set the secret " + tokenName
                    + ", or the secrets OTLP2PARQUET_BASIC_AUTH_USERNAME and OTLP2PARQUET_BASIC_AUTH_PASSWORD, or "
                    + anonymousName + "=true to accept requests from everybody");
        }
        return new Credentials(tokens, basic);
    }

    private String basicCredentials() throws ConfigException {
        String userName = "OTLP2PARQUET_BASIC_AUTH_USERNAME";
        String passwordName = "OTLP2PARQUET_BASIC_AUTH_PASSWORD";
        if (!settings.has(userName) && !settings.has(passwordName)) {
            return null;
        }
        if (!settings.has(userName) || !settings.has(passwordName)) {
            boolean user = settings.has(userName);
            throw new ConfigException((user ? userName : passwordName) + " is set, but "
                    + (user ? passwordName : userName) + " is not; set both secrets or neither");
        }
        String user = settings.text(userName, "");
        if (user.indexOf(':') >= 0) {
            throw new ConfigException(userName + " (secret, not shown): a user name cannot contain a colon (RFC 7617)");
        }
        byte[] pair = Utf8.encode(user + ":" + settings.text(passwordName, ""));
        return Base64.getEncoder().withoutPadding().encodeToString(pair);
    }

    private CorsPolicy cors() throws ConfigException {
        String name = "OTLP2PARQUET_CORS_ALLOWED_ORIGINS";
        List<String> origins = new ArrayList<>();
        for (String element : settings.list(name)) {
            String origin = Origin.normalized(element);
            if (origin == null) {
                throw settings.refused(
                        name,
                        "*, or origins separated by commas such as https://app.example.com, http://localhost:3000 or"
                                + " https://*.example.com; found \"" + element + "\"");
            }
            origins.add(origin);
        }
        return new CorsPolicy(origins);
    }

    private String keyPrefix() throws ConfigException {
        String name = "OTLP2PARQUET_BASE_PATH";
        String path = settings.text(name, "");
        int from = 0;
        int to = path.length();
        while (from < to && path.charAt(from) == '/') {
            from++;
        }
        while (to > from && path.charAt(to - 1) == '/') {
            to--;
        }
        if (from == to) {
            return "";
        }
        String prefix = path.substring(from, to) + "/";
        int segment = 0;
        String allowed = "path segments of letters, digits and -_.=, without empty ones, . and .., at most "
                + MAX_BASE_PATH + " characters in all";
        if (to - from > MAX_BASE_PATH) {
            throw settings.refused(name, allowed);
        }
        for (int i = 0; i < prefix.length(); i++) {
            char c = prefix.charAt(i);
            if (c == '/') {
                String text = prefix.substring(segment, i);
                if (text.isEmpty() || text.equals(".") || text.equals("..")) {
                    throw settings.refused(name, allowed);
                }
                segment = i + 1;
            } else if (!isKeyCharacter(c)) {
                throw settings.refused(name, allowed);
            }
        }
        return prefix;
    }

    private Codec compression() throws ConfigException {
        return switch (settings.choice("OTLP2PARQUET_PARQUET_COMPRESSION", 0, "zstd", "snappy", "gzip", "none")) {
            case 0 -> Codec.ZSTD;
            case 1 -> Codec.SNAPPY;
            case 2 -> Codec.GZIP;
            default -> Codec.UNCOMPRESSED;
        };
    }

    private TableOptions tables(boolean snakeByDefault) throws ConfigException {
        boolean pascal = settings.choice("OTLP2PARQUET_COLUMN_NAMES", snakeByDefault ? 1 : 0, "pascal", "snake") == 0;
        boolean micros = settings.choice("OTLP2PARQUET_TIMESTAMP_UNIT", 0, "us", "ns") == 0;
        boolean map = settings.choice("OTLP2PARQUET_ATTRIBUTES", 0, "map", "json") == 0;
        return new TableOptions(
                pascal ? ColumnNames.PASCAL : ColumnNames.SNAKE,
                micros ? TimestampUnit.MICROS : TimestampUnit.NANOS,
                map ? AttributesStyle.MAP : AttributesStyle.JSON);
    }

    private Batching batching() throws ConfigException {
        return new Batching(
                batchingEnabled(),
                settings.number("OTLP2PARQUET_BATCH_MAX_ROWS", 50_000, 1, 10_000_000),
                settings.number("OTLP2PARQUET_BATCH_MAX_BYTES", 10 << 20, 1, 1 << 30),
                settings.number("OTLP2PARQUET_BATCH_MAX_AGE_SECS", 60, 1, 86_400),
                settings.number("OTLP2PARQUET_BATCH_SHARDS", 1, 1, 256),
                settings.number("OTLP2PARQUET_BATCH_MAX_BACKLOG_BYTES", 256 << 20, 1 << 20, 2_000_000_000),
                settings.number("OTLP2PARQUET_SUBREQUEST_BUDGET", 40, 30, 10_000));
    }

    private boolean batchingEnabled() throws ConfigException {
        String name = "OTLP2PARQUET_BATCHING_ENABLED";
        boolean lambda = Platform.of(settings) == Platform.LAMBDA;
        boolean enabled = settings.flag(name, !lambda);
        if (lambda && enabled) {
            throw new ConfigException(name + "=true: AWS Lambda keeps nothing between requests; remove it, and have the"
                    + " senders batch");
        }
        return enabled;
    }

    private Deduplication deduplication() throws ConfigException {
        return new Deduplication(
                settings.number("OTLP2PARQUET_DEDUPE_WINDOW_SECS", 86_400, 0, 30 * 86_400),
                settings.number("OTLP2PARQUET_DEDUPE_MAX_RECORDS", 1_000_000, 1_000, 4_000_000));
    }

    private LogLevel logLevel() throws ConfigException {
        return switch (settings.choice("OTLP2PARQUET_LOG_LEVEL", 1, "debug", "info", "warn", "error")) {
            case 0 -> LogLevel.DEBUG;
            case 1 -> LogLevel.INFO;
            case 2 -> LogLevel.WARN;
            default -> LogLevel.ERROR;
        };
    }

    /** A part of a table identifier, of characters that every catalog accepts. */
    private String name(String variable, String fallback) throws ConfigException {
        String value = settings.text(variable, fallback);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean allowed = Ascii.isLetterOrDigit(c) || c == '_';
            if (!allowed || i >= MAX_NAME) {
                throw settings.refused(variable, "letters, digits and underscores, at most " + MAX_NAME);
            }
        }
        return value;
    }

    private static boolean isKeyCharacter(char c) {
        return Ascii.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == '=';
    }

    static boolean visibleAscii(String token) {
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) <= ' ' || token.charAt(i) > '~') {
                return false;
            }
        }
        return !token.isEmpty();
    }
}
