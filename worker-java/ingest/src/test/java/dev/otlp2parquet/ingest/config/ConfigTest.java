package dev.otlp2parquet.ingest.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.Batching;
import dev.otlp2parquet.batching.Deduplication;
import dev.otlp2parquet.lake.Catalog;
import dev.otlp2parquet.lake.CatalogMode;
import dev.otlp2parquet.otlp.table.AttributesStyle;
import dev.otlp2parquet.otlp.table.ColumnNames;
import dev.otlp2parquet.otlp.table.TableOptions;
import dev.otlp2parquet.parquet.EncodingProfile;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.table.TimestampUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

    private static final String ACCOUNT = "0123456789abcdef0123456789abcdef";

    @Test
    void aTokenAloneGivesTheDefaultsOfTheReference() throws ConfigException {
        Config config = read("AUTH_TOKEN", "t");

        assertFalse(config.credentials().anonymous());
        assertFalse(config.cors().enabled());
        assertEquals("", config.lake().keyPrefix());
        assertTrue(config.lake().partitionByService());
        assertEquals(10_485_760, config.maxPayloadBytes());
        assertEquals(Codec.ZSTD, config.lake().compression());
        assertEquals(EncodingProfile.COMPATIBLE, config.lake().encodings());
        assertEquals(32_768, config.lake().rowGroupRows());
        assertEquals(TableOptions.DEFAULT, config.tables());
        assertEquals(Catalog.NONE, config.catalog());
        assertEquals("otel", config.lake().namespace());
        assertEquals("", config.lake().tablePrefix());
        assertTrue(config.warnOnCatalogFailure());
        assertEquals(new Batching(true, 50_000, 10_485_760, 60, 1, 268_435_456, 40), config.batching());
        assertEquals(new Deduplication(86_400, 1_000_000), config.deduplication());
        assertEquals(10_000, config.maxAttributes());
        assertEquals(10, config.pipeline().commitIntervalSecs());
        assertEquals(LogLevel.INFO, config.logLevel());
    }

    @Test
    void everyVariableIsTakenOver() throws ConfigException {
        Config config = read(
                "ALLOW_ANONYMOUS", "TRUE",
                "CORS_ALLOWED_ORIGINS", "https://App.example.com, http://localhost:3000",
                "BASE_PATH", "/telemetry/prod/",
                "PARTITION_BY_SERVICE", "false",
                "MAX_PAYLOAD_BYTES", "1048576",
                "MAX_ATTRIBUTES", "128",
                "PARQUET_COMPRESSION", "snappy",
                "PARQUET_ENCODINGS", "modern",
                "PARQUET_ROW_GROUP_SIZE", "1000",
                "COLUMN_NAMES", "snake",
                "TIMESTAMP_UNIT", "ns",
                "ATTRIBUTES", "json",
                "CATALOG_MODE", "none",
                "ICEBERG_ENABLED", "false",
                "NAMESPACE", "telemetry",
                "TABLE_PREFIX", "prod_",
                "WARN_ON_CATALOG_FAILURE", "false",
                "BATCHING_ENABLED", "false",
                "BATCH_MAX_ROWS", "10",
                "BATCH_MAX_BYTES", "20",
                "BATCH_MAX_AGE_SECS", "30",
                "BATCH_SHARDS", "4",
                "BATCH_MAX_BACKLOG_BYTES", "2000000",
                "SUBREQUEST_BUDGET", "900",
                "DEDUPE_WINDOW_SECS", "3600",
                "DEDUPE_MAX_RECORDS", "5000",
                "COMMIT_INTERVAL_SECS", "3",
                "LOG_LEVEL", "debug");

        assertTrue(config.credentials().anonymous());
        assertEquals("https://app.example.com", config.cors().allowedOrigin("https://app.example.com"));
        assertEquals("http://localhost:3000", config.cors().allowedOrigin("http://localhost:3000"));
        assertEquals("telemetry/prod/", config.lake().keyPrefix());
        assertFalse(config.lake().partitionByService());
        assertEquals(1_048_576, config.maxPayloadBytes());
        assertEquals(128, config.maxAttributes());
        assertEquals(Codec.SNAPPY, config.lake().compression());
        assertEquals(EncodingProfile.MODERN, config.lake().encodings());
        assertEquals(1000, config.lake().rowGroupRows());
        assertEquals(new TableOptions(ColumnNames.SNAKE, TimestampUnit.NANOS, AttributesStyle.JSON), config.tables());
        assertEquals("telemetry", config.lake().namespace());
        assertEquals("prod_", config.lake().tablePrefix());
        assertFalse(config.warnOnCatalogFailure());
        assertEquals(new Batching(false, 10, 20, 30, 4, 2_000_000, 900), config.batching());
        assertEquals(new Deduplication(3_600, 5_000), config.deduplication());
        assertEquals(3, config.pipeline().commitIntervalSecs());
        assertEquals(LogLevel.DEBUG, config.logLevel());
    }

    @Test
    void compressionHasFourNames() throws ConfigException {
        assertEquals(
                Codec.GZIP,
                read("AUTH_TOKEN", "t", "PARQUET_COMPRESSION", "GZIP").lake().compression());
        assertEquals(
                Codec.UNCOMPRESSED,
                read("AUTH_TOKEN", "t", "PARQUET_COMPRESSION", "none").lake().compression());
    }

    @Test
    void aBlankVariableCountsAsNotSet() throws ConfigException {
        Config config = read("AUTH_TOKEN", "t", "BASE_PATH", "  ", "LOG_LEVEL", "", "BATHC_SHARDS", "");

        assertEquals("", config.lake().keyPrefix());
        assertEquals(LogLevel.INFO, config.logLevel());
    }

    @Test
    void variablesOfOthersAreSkipped() throws ConfigException {
        Map<String, String> variables = new HashMap<>();
        variables.put("OTLP2PARQUET_AUTH_TOKEN", "t");
        variables.put("AWS_REGION", "eu-central-1");
        variables.put("otlp2parquet_nonsense", "1");

        assertFalse(Config.from(new Settings(variables)).credentials().anonymous());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MAX_PAYLOAD_BYTES      | ten         | a whole number from 1 to 104857600
            MAX_ATTRIBUTES         | 0           | a whole number from 1 to 65536
            MAX_ATTRIBUTES         | 65537       | a whole number from 1 to 65536
            MAX_PAYLOAD_BYTES      | 0           | a whole number from 1 to 104857600
            MAX_PAYLOAD_BYTES      | -1          | a whole number from 1 to 104857600
            MAX_PAYLOAD_BYTES      | 104857601   | a whole number from 1 to 104857600
            MAX_PAYLOAD_BYTES      | 99999999999999999999999 | a whole number from 1 to 104857600
            PARQUET_ROW_GROUP_SIZE | 0           | a whole number from 1 to 10000000
            COMMIT_INTERVAL_SECS   | 2           | a whole number from 3 to 3600
            DEDUPE_WINDOW_SECS     | -1          | a whole number from 0 to 2592000
            DEDUPE_WINDOW_SECS     | 2592001     | a whole number from 0 to 2592000
            DEDUPE_WINDOW_SECS     | 1d          | a whole number from 0 to 2592000
            DEDUPE_MAX_RECORDS     | 999         | a whole number from 1000 to 4000000
            DEDUPE_MAX_RECORDS     | 4000001     | a whole number from 1000 to 4000000
            RECOVER_LOST_MANIFEST_LISTS | maybe  | true or false
            BATCH_SHARDS           | 1.5         | a whole number from 1 to 256
            PARTITION_BY_SERVICE   | yes         | true or false
            PARQUET_COMPRESSION    | lz4         | zstd, snappy, gzip, none
            PARQUET_ENCODINGS      | new         | compatible, modern
            COLUMN_NAMES           | camel       | pascal, snake
            TIMESTAMP_UNIT         | ms          | us, ns
            ATTRIBUTES             | list        | map, json
            LOG_LEVEL              | verbose     | debug, info, warn, error
            NAMESPACE              | a.b         | letters, digits and underscores, at most 64
            """)
    void aBadValueIsRefusedWithItsNameItsValueAndWhatIsAllowed(String name, String value, String allowed) {
        assertEquals(
                "OTLP2PARQUET_" + name + "=" + value + ": expected " + allowed,
                refusal("AUTH_TOKEN", "t", name, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a//b", "..", "a/../b", "./a", "a b", "ü", "a?b", "a%2Fb"})
    void aBasePathThatWouldMakeOddKeysIsRefused(String path) {
        assertEquals(
                "OTLP2PARQUET_BASE_PATH=" + path
                        + ": expected path segments of letters, digits and -_.=, without empty ones, . and .., at most 512"
                        + " characters in all",
                refusal("AUTH_TOKEN", "t", "BASE_PATH", path));
    }

    @Test
    void aBasePathMayHave512Characters() throws ConfigException {
        assertEquals(
                513,
                read("AUTH_TOKEN", "t", "BASE_PATH", "p".repeat(512))
                        .lake()
                        .keyPrefix()
                        .length());
        assertTrue(refusal("AUTH_TOKEN", "t", "BASE_PATH", "p".repeat(513)).contains("at most 512"));
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearestKnownOne() {
        assertEquals(
                "OTLP2PARQUET_AUTH_TOKENS is not a variable of otlp2parquet; did you mean OTLP2PARQUET_AUTH_TOKEN?",
                refusal("AUTH_TOKEN", "t", "AUTH_TOKENS", "secret"));
        assertEquals(
                "OTLP2PARQUET_BATCH_ROWS is not a variable of otlp2parquet; did you mean OTLP2PARQUET_BATCH_MAX_ROWS?",
                refusal("AUTH_TOKEN", "t", "BATCH_ROWS", "1"));
        assertEquals(
                "OTLP2PARQUET_CATALOG_URL is not a variable of otlp2parquet; did you mean OTLP2PARQUET_CATALOG_URI?",
                refusal("AUTH_TOKEN", "t", "CATALOG_URL", "1"));
    }

    @Test
    void withoutCredentialsAndWithoutLeaveForEverybodyTheMessageSaysWhatToSet() {
        assertEquals(
                "no credentials are configured: set the secret OTLP2PARQUET_AUTH_TOKEN, or the secrets"
                        + " OTLP2PARQUET_BASIC_AUTH_USERNAME and OTLP2PARQUET_BASIC_AUTH_PASSWORD, or"
                        + " OTLP2PARQUET_ALLOW_ANONYMOUS=true to accept requests from everybody",
                refusal());
        assertEquals(refusal(), refusal("ALLOW_ANONYMOUS", "false"));
    }

    @Test
    void leaveForEverybodyBesidesCredentialsIsAContradiction() {
        assertEquals(
                "OTLP2PARQUET_ALLOW_ANONYMOUS=true contradicts the credentials that OTLP2PARQUET_AUTH_TOKEN requires; remove"
                        + " one of the two",
                refusal("ALLOW_ANONYMOUS", "true", "AUTH_TOKEN", "t"));
        assertEquals(
                "OTLP2PARQUET_ALLOW_ANONYMOUS=true contradicts the credentials that OTLP2PARQUET_BASIC_AUTH_USERNAME"
                        + " requires; remove one of the two",
                refusal("ALLOW_ANONYMOUS", "true", "BASIC_AUTH_USERNAME", "u", "BASIC_AUTH_PASSWORD", "p"));
    }

    @Test
    void halfOfThePairOfBasicCredentialsIsRefused() {
        assertEquals(
                "OTLP2PARQUET_BASIC_AUTH_USERNAME is set, but OTLP2PARQUET_BASIC_AUTH_PASSWORD is not; set both secrets or"
                        + " neither",
                refusal("BASIC_AUTH_USERNAME", "u", "AUTH_TOKEN", "t"));
        assertEquals(
                "OTLP2PARQUET_BASIC_AUTH_PASSWORD is set, but OTLP2PARQUET_BASIC_AUTH_USERNAME is not; set both secrets or"
                        + " neither",
                refusal("BASIC_AUTH_PASSWORD", "p"));
    }

    @Test
    void secretsAreInNoMessageAndInNoPrintedConfiguration() throws ConfigException {
        assertFalse(refusal("AUTH_TOKEN", "hunter2,,x").contains("hunter2"));
        assertFalse(refusal("AUTH_TOKEN", "hunt er2").contains("hunt er2"));
        assertFalse(refusal("BASIC_AUTH_USERNAME", "hunter2:x", "BASIC_AUTH_PASSWORD", "p")
                .contains("hunter2"));
        assertFalse(refusal("AUTH_TOKEN", "hunter2", "ALLOW_ANONYMOUS", "true").contains("hunter2"));
        assertFalse(refusal("AUTH_TOKENS", "hunter2").contains("hunter2"));
        assertFalse(refusal("AUTH_TOKEN", "t", "R2_API_TOKEN", "hunter2").contains("hunter2"));

        Config config = read("AUTH_TOKEN", "hunter2", "BASIC_AUTH_USERNAME", "u", "BASIC_AUTH_PASSWORD", "hunter3");
        assertFalse(config.toString().contains("hunter"), config.toString());
    }

    @Test
    void r2NeedsAccountBucketAndToken() throws ConfigException {
        Catalog catalog = read(
                        "AUTH_TOKEN", "t",
                        "CATALOG_MODE", "r2",
                        "R2_ACCOUNT_ID", ACCOUNT,
                        "R2_BUCKET_NAME", "telemetry",
                        "R2_API_TOKEN", "hunter2")
                .catalog();
        assertEquals(CatalogMode.R2, catalog.mode());
        assertEquals(
                "https://catalog.cloudflarestorage.com/" + ACCOUNT + "/telemetry",
                catalog.options().uri());
        assertEquals(ACCOUNT + "_telemetry", catalog.options().warehouse());
        assertEquals("telemetry", catalog.bucket());
        assertEquals("hunter2", catalog.token());
        assertFalse(catalog.toString().contains("hunter2"), catalog.toString());

        assertEquals(
                "OTLP2PARQUET_CATALOG_MODE=r2 needs OTLP2PARQUET_R2_ACCOUNT_ID: the id of the Cloudflare account, 32"
                        + " hexadecimal digits",
                refusal("AUTH_TOKEN", "t", "CATALOG_MODE", "r2"));
        assertEquals(
                "OTLP2PARQUET_CATALOG_MODE=r2 needs OTLP2PARQUET_R2_BUCKET_NAME: the name of the bucket that is bound as"
                        + " BUCKET",
                refusal("AUTH_TOKEN", "t", "CATALOG_MODE", "r2", "R2_ACCOUNT_ID", ACCOUNT));
        assertEquals(
                "OTLP2PARQUET_CATALOG_MODE=r2 needs the secret OTLP2PARQUET_R2_API_TOKEN: an API token that may write the"
                        + " R2 Data Catalog and the objects of the bucket",
                refusal("AUTH_TOKEN", "t", "CATALOG_MODE", "r2", "R2_ACCOUNT_ID", ACCOUNT, "R2_BUCKET_NAME", "b"));
        assertEquals(
                "OTLP2PARQUET_R2_ACCOUNT_ID=abc: expected the id of the Cloudflare account, 32 hexadecimal digits",
                r2Refusal("R2_ACCOUNT_ID", "abc"));
        assertTrue(
                r2Refusal("R2_BUCKET_NAME", "s3://b").startsWith("OTLP2PARQUET_R2_BUCKET_NAME=s3://b: expected the"));
        assertEquals(
                "OTLP2PARQUET_NAMESPACE=system: expected another name, this one is reserved by R2 Data Catalog",
                r2Refusal("NAMESPACE", "system"));
        assertEquals(
                "OTLP2PARQUET_R2_API_TOKEN (secret, not shown): expected visible ASCII characters, found others",
                r2Refusal("R2_API_TOKEN", "a b"));
    }

    @Test
    void restNeedsAnAddress() throws ConfigException {
        Catalog catalog = read(
                        "AUTH_TOKEN", "t",
                        "CATALOG_MODE", "rest",
                        "CATALOG_URI", "http://catalog:8181/iceberg/",
                        "CATALOG_WAREHOUSE", "lake",
                        "CATALOG_TOKEN", "hunter2",
                        "R2_BUCKET_NAME", "telemetry")
                .catalog();
        assertEquals(CatalogMode.REST, catalog.mode());
        assertEquals("http://catalog:8181/iceberg", catalog.options().uri());
        assertEquals("lake", catalog.options().warehouse());
        assertEquals("telemetry", catalog.bucket());
        assertFalse(catalog.toString().contains("hunter2"), catalog.toString());

        Catalog open = read(
                        "AUTH_TOKEN", "t",
                        "CATALOG_MODE", "rest",
                        "CATALOG_URI", "https://c.example.com",
                        "R2_BUCKET_NAME", "telemetry")
                .catalog();
        assertEquals("", open.token());
        assertEquals("", open.options().warehouse());

        assertEquals(
                "OTLP2PARQUET_CATALOG_MODE=rest needs OTLP2PARQUET_CATALOG_URI: the address of an Iceberg REST catalog"
                        + " without /v1, such as https://catalog.example.com/iceberg",
                refusal("AUTH_TOKEN", "t", "CATALOG_MODE", "rest"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"c.example.com", "ftp://c.example.com", "https://", "https:///v1", "https://c.example.com/a b"})
    void anAddressThatNoCatalogHasIsRefused(String uri) {
        String message = refusal("AUTH_TOKEN", "t", "CATALOG_MODE", "rest", "CATALOG_URI", uri, "R2_BUCKET_NAME", "b");
        assertTrue(message.startsWith("OTLP2PARQUET_CATALOG_URI=" + uri + ": expected the address"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://c.example.com?token=hunter2",
                "https://c.example.com/a?token=hunter2",
                "c.example.com?token=hunter2",
                "https://c.example.com#hunter2"
            })
    void aSecretInTheQueryOfTheAddressIsRefusedAndNotRepeated(String uri) {
        String message = refusal("AUTH_TOKEN", "t", "CATALOG_MODE", "rest", "CATALOG_URI", uri, "R2_BUCKET_NAME", "b");
        assertTrue(message.startsWith("OTLP2PARQUET_CATALOG_URI (not shown, it may hold a secret): "), message);
        assertFalse(message.contains("hunter2"), message);
    }

    @Test
    void aPasswordInTheAddressOfTheCatalogIsRefusedAndNotRepeated() {
        String message = refusal(
                "AUTH_TOKEN", "t", "CATALOG_MODE", "rest", "CATALOG_URI", "https://u:hunter2@c", "R2_BUCKET_NAME", "b");
        assertTrue(message.startsWith("OTLP2PARQUET_CATALOG_URI (not shown, it may hold a password): "), message);
        assertFalse(message.contains("hunter2"), message);
    }

    @Test
    void unknownCatalogsAreRefused() {
        assertEquals(
                "OTLP2PARQUET_CATALOG_MODE=hive: expected none, r2, rest, s3tables, glue",
                refusal("AUTH_TOKEN", "t", "CATALOG_MODE", "hive"));
    }

    @Test
    void icebergEnabledPicksTheCatalogThatIsConfigured() throws ConfigException {
        assertEquals(
                CatalogMode.R2,
                read(
                                "AUTH_TOKEN", "t",
                                "ICEBERG_ENABLED", "true",
                                "R2_ACCOUNT_ID", ACCOUNT,
                                "R2_BUCKET_NAME", "telemetry",
                                "R2_API_TOKEN", "k")
                        .catalog()
                        .mode());
        assertEquals(
                CatalogMode.REST,
                read(
                                "AUTH_TOKEN", "t",
                                "ICEBERG_ENABLED", "true",
                                "CATALOG_URI", "https://c.example.com",
                                "R2_BUCKET_NAME", "telemetry")
                        .catalog()
                        .mode());
        assertTrue(refusal("AUTH_TOKEN", "t", "ICEBERG_ENABLED", "true")
                .startsWith("OTLP2PARQUET_ICEBERG_ENABLED=true, but no catalog is configured: set "));
        assertEquals(
                "OTLP2PARQUET_ICEBERG_ENABLED=true, and 2 catalogs are configured: by OTLP2PARQUET_CATALOG_URI and by"
                        + " OTLP2PARQUET_R2_API_TOKEN; choose one by OTLP2PARQUET_CATALOG_MODE=rest or"
                        + " OTLP2PARQUET_CATALOG_MODE=r2",
                refusal("AUTH_TOKEN", "t", "ICEBERG_ENABLED", "true", "CATALOG_URI", "https://c", "R2_API_TOKEN", "k"));
        assertEquals(
                "OTLP2PARQUET_ICEBERG_ENABLED=true contradicts OTLP2PARQUET_CATALOG_MODE=none; remove one of the two",
                refusal("AUTH_TOKEN", "t", "ICEBERG_ENABLED", "true", "CATALOG_MODE", "none"));
        assertEquals(
                "OTLP2PARQUET_ICEBERG_ENABLED=false contradicts OTLP2PARQUET_CATALOG_MODE=rest; remove one of the two",
                refusal("AUTH_TOKEN", "t", "ICEBERG_ENABLED", "false", "CATALOG_MODE", "rest"));
    }

    @Test
    void aCatalogThatIsConfiguredIsIgnoredOnlyWhenAskedFor() throws ConfigException {
        assertTrue(refusal("AUTH_TOKEN", "t", "CATALOG_URI", "https://c.example.com")
                .startsWith("OTLP2PARQUET_CATALOG_URI is set, but OTLP2PARQUET_CATALOG_MODE is not"));
        assertEquals(
                Catalog.NONE,
                read("AUTH_TOKEN", "t", "CATALOG_URI", "https://c.example.com", "CATALOG_MODE", "none")
                        .catalog());
        assertEquals(
                Catalog.NONE,
                read("AUTH_TOKEN", "t", "CATALOG_URI", "https://c.example.com", "ICEBERG_ENABLED", "false")
                        .catalog());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "https://",
                "https://example.com/",
                "https://example.com:",
                "https://example.com:a",
                "https://a:1:2",
                "ftp://example.com",
                "https://*",
                "https://a.*.example.com",
                "null",
                "https://a.example.com,"
            })
    void anOriginThatNoBrowserSendsIsRefused(String origin) {
        String message = refusal("AUTH_TOKEN", "t", "CORS_ALLOWED_ORIGINS", origin);
        assertTrue(
                message.startsWith("OTLP2PARQUET_CORS_ALLOWED_ORIGINS=" + origin + ": expected *, or origins"),
                message);
    }

    /** The refusal of a complete configuration of R2 Data Catalog with one variable changed. */
    private static String r2Refusal(String name, String value) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "AUTH_TOKEN", "t",
                "CATALOG_MODE", "r2",
                "R2_ACCOUNT_ID", ACCOUNT,
                "R2_BUCKET_NAME", "telemetry",
                "R2_API_TOKEN", "k"));
        variables.put(name, value);
        List<String> namesAndValues = new ArrayList<>();
        variables.forEach((key, text) -> namesAndValues.addAll(List.of(key, text)));
        return refusal(namesAndValues.toArray(new String[0]));
    }

    private static Config read(String... namesAndValues) throws ConfigException {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put("OTLP2PARQUET_" + namesAndValues[i], namesAndValues[i + 1]);
        }
        return Config.from(new Settings(variables));
    }

    @Test
    void ofSeveralProblemsTheCredentialsComeBeforeEverythingElse() {
        assertTrue(refusal("LOG_LEVEL", "loud", "BATCH_MAX_ROWS", "0").contains("OTLP2PARQUET_AUTH_TOKEN"));
    }

    private static String refusal(String... namesAndValues) {
        return assertThrows(ConfigException.class, () -> read(namesAndValues)).getMessage();
    }
}
