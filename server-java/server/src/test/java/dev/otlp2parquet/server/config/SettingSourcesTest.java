package dev.otlp2parquet.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every setting can be set by the environment, in TOML and on the command line. The stronger source wins. */
class SettingSourcesTest {

    private static final String ACCOUNT = "0123456789abcdef0123456789abcdef";

    /** A value for each setting that is not secret, and what else it needs. */
    private static final Map<String, List<String>> SAMPLES = samples();

    @TempDir
    private Path directory;

    private static Map<String, List<String>> samples() {
        Map<String, List<String>> samples = new LinkedHashMap<>();
        samples.put("LISTEN_ADDR", List.of("127.0.0.1:5000"));
        samples.put("GRPC_LISTEN_ADDR", List.of("127.0.0.1:5001"));
        samples.put("DATA_DIR", List.of("state"));
        samples.put("TLS_CERT_FILE", List.of("cert.pem", "TLS_KEY_FILE=key.pem"));
        samples.put("TLS_KEY_FILE", List.of("key.pem", "TLS_CERT_FILE=cert.pem"));
        samples.put("TLS_CLIENT_CA_FILE", List.of("ca.pem", "TLS_CERT_FILE=cert.pem", "TLS_KEY_FILE=key.pem"));
        samples.put("LOG_LEVEL", List.of("warn"));
        samples.put("LOG_FORMAT", List.of("text"));
        samples.put("FLUSH_ON_STOP", List.of("true"));
        samples.put("STOP_TIMEOUT_SECS", List.of("5"));
        samples.put("ALLOW_ANONYMOUS", List.of("true", "AUTH_TOKEN="));
        samples.put("CORS_ALLOWED_ORIGINS", List.of("https://app.example.com"));
        samples.put("MAX_PAYLOAD_BYTES", List.of("1000"));
        samples.put("MAX_ATTRIBUTES", List.of("77"));
        samples.put("DEDUPE_WINDOW_SECS", List.of("0"));
        samples.put("DEDUPE_MAX_RECORDS", List.of("2000"));
        samples.put("BATCHING_ENABLED", List.of("false"));
        samples.put("BATCH_MAX_ROWS", List.of("5"));
        samples.put("BATCH_MAX_BYTES", List.of("6"));
        samples.put("BATCH_MAX_AGE_SECS", List.of("7"));
        samples.put("BATCH_SHARDS", List.of("2"));
        samples.put("BATCH_MAX_BACKLOG_BYTES", List.of("2000000"));
        samples.put("SUBREQUEST_BUDGET", List.of("50"));
        samples.put("BASE_PATH", List.of("telemetry/prod"));
        samples.put("PARTITION_BY_SERVICE", List.of("false"));
        samples.put("WARN_ON_CATALOG_FAILURE", List.of("false"));
        samples.put("COLUMN_NAMES", List.of("snake"));
        samples.put("TIMESTAMP_UNIT", List.of("ns"));
        samples.put("ATTRIBUTES", List.of("json"));
        samples.put("PARQUET_COMPRESSION", List.of("gzip"));
        samples.put("PARQUET_ENCODINGS", List.of("modern"));
        samples.put("PARQUET_ROW_GROUP_SIZE", List.of("100"));
        samples.put("CATALOG_MODE", List.of("none"));
        samples.put("ICEBERG_ENABLED", List.of("false"));
        samples.put("CATALOG_URI", List.of("https://catalog.example.com", "S3_BUCKET=tables", "S3_REGION=us-east-1"));
        samples.put(
                "CATALOG_WAREHOUSE",
                List.of("wh", "CATALOG_URI=https://c.example.com", "S3_BUCKET=tables", "S3_REGION=us-east-1"));
        String keys = "S3_ACCESS_KEY_ID=id";
        String secret = "S3_SECRET_ACCESS_KEY=key";
        samples.put("R2_ACCOUNT_ID", List.of(ACCOUNT, "R2_BUCKET_NAME=files", keys, secret));
        samples.put("R2_BUCKET_NAME", List.of("files", "R2_ACCOUNT_ID=" + ACCOUNT, keys, secret));
        samples.put("S3_TABLES_ARN", List.of("arn:aws:s3tables:us-east-1:1:bucket/b", "CATALOG_MODE=none"));
        String[] ofClient = {"CATALOG_URI=https://c.example.com", "CATALOG_CLIENT_ID=id", "CATALOG_CLIENT_SECRET=s"};
        samples.put("CATALOG_CLIENT_ID", List.of("id", ofClient[0], ofClient[2]));
        samples.put("CATALOG_SCOPE", sample("PRINCIPAL_ROLE:ALL", ofClient));
        samples.put("CATALOG_AUDIENCE", sample("lakekeeper", ofClient));
        samples.put("CATALOG_TOKEN_URI", sample("https://auth.example.com/token", ofClient));
        samples.put("CATALOG_DATA_LOCATION", List.of("s3://lake/tables", ofClient[0]));
        samples.put("NAMESPACE", List.of("shop"));
        samples.put("TABLE_PREFIX", List.of("a_"));
        samples.put("COMMIT_INTERVAL_SECS", List.of("30"));
        samples.put("RECOVER_LOST_MANIFEST_LISTS", List.of("true"));
        samples.put("STORAGE_BACKEND", List.of("fs"));
        samples.put("STORAGE_PATH", List.of("files"));
        samples.put("S3_BUCKET", List.of("files", "S3_REGION=eu-central-1"));
        samples.put("S3_REGION", List.of("eu-central-1", "S3_BUCKET=files"));
        samples.put("S3_ENDPOINT", List.of("http://127.0.0.1:9000", "S3_BUCKET=files"));
        samples.put("S3_FORCE_PATH_STYLE", List.of("true", "S3_BUCKET=files", "S3_REGION=eu-central-1"));
        return samples;
    }

    private static List<String> sample(String value, String... companions) {
        return Stream.concat(Stream.of(value), Stream.of(companions)).toList();
    }

    private Given given(List<String> sample) throws IOException {
        for (String file : List.of("cert.pem", "key.pem", "ca.pem")) {
            Files.writeString(directory.resolve(file), "PEM");
        }
        Given given = new Given(directory);
        for (String companion : sample.subList(1, sample.size())) {
            int equals = companion.indexOf('=');
            given.env(companion.substring(0, equals), companion.substring(equals + 1));
        }
        return given;
    }

    private static void assertShown(String expected, String name, Given given) {
        assertEquals(expected, given.shown(name));
        assertEquals(List.of(), given.problems());
    }

    @Test
    void everySettingByTheEnvironment() throws Exception {
        for (Setting setting : ServerSettings.all()) {
            if (!setting.secret()) {
                String name = setting.shortName().toUpperCase(Locale.ROOT);
                List<String> sample = SAMPLES.get(name);
                assertNotNull(sample, name);
                assertShown(
                        sample.get(0) + " from environment", name, given(sample).env(name, sample.get(0)));
            }
        }
    }

    @Test
    void everySettingInToml() throws Exception {
        for (Setting setting : ServerSettings.all()) {
            for (String key : setting.keys()) {
                String name = setting.shortName().toUpperCase(Locale.ROOT);
                List<String> sample = SAMPLES.get(name);
                String value = sample.get(0);
                boolean bare = setting.kind() == Setting.Kind.NUMBER || setting.kind() == Setting.Kind.FLAG;
                int dot = key.indexOf('.');
                String table = dot < 0 ? "# no table" : "[" + key.substring(0, dot) + "]";
                String toml =
                        table + "\n" + key.substring(dot + 1) + " = " + (bare ? value : "\"" + value + "\"") + "\n";
                assertShown(value + " from config.toml:2:1", name, given(sample).toml(toml));
            }
        }
    }

    @Test
    void everySettingBySetAndByItsFlag() throws Exception {
        for (Setting setting : ServerSettings.all()) {
            if (setting.secret()) {
                continue;
            }
            String name = setting.shortName().toUpperCase(Locale.ROOT);
            List<String> sample = SAMPLES.get(name);
            String value = sample.get(0);
            assertShown(value + " from --set", name, given(sample).set(setting.name() + "=" + value));
            assertShown(
                    value + " from --set",
                    name,
                    given(sample).set(setting.keys().get(0) + "=" + value));
            if (setting.flag() != null) {
                assertShown(
                        value + " from " + setting.flag(), name, given(sample).flag(setting.flag(), value));
            }
        }
    }

    @Test
    void everySecretByTheEnvironmentAndByAFile() throws Exception {
        for (Setting setting : ServerSettings.all()) {
            if (setting.secret()) {
                String name = setting.shortName().toUpperCase(Locale.ROOT);
                Files.writeString(directory.resolve("secret"), "value\n");
                Given byEnvironment = new Given(directory).env(name, "value");
                assertEquals("(hidden, set by environment) from environment", byEnvironment.shown(name));
                String source = "file secret of " + setting.fileVariable();
                Given byFile = new Given(directory).noToken().env(name + "_FILE", "secret");
                assertEquals("(hidden, set by " + source + ") from " + source, byFile.shown(name));
            }
        }
    }

    @Test
    void theStrongestSourceWins() throws Exception {
        for (int sources = 0; sources < 8; sources++) {
            Given given = new Given(directory);
            Files.deleteIfExists(directory.resolve("config.toml"));
            String winner = "1 from default";
            if ((sources & 1) != 0) {
                given.toml("batch.shards = 2\n");
                winner = "2 from config.toml:1:1";
            }
            if ((sources & 2) != 0) {
                given.env("BATCH_SHARDS", "3");
                winner = "3 from environment";
            }
            if ((sources & 4) != 0) {
                given.set("batch.shards=4");
                winner = "4 from --set";
            }
            assertEquals(winner, given.shown("BATCH_SHARDS"));
            assertEquals(winner.substring(0, 1), given.config().variables().get("OTLP2PARQUET_BATCH_SHARDS"));
        }
    }

    @Test
    void aBlankVariableIsNotSet() throws Exception {
        Given given = new Given(directory).toml("batch.shards = 2\n").env("BATCH_SHARDS", "  ");
        assertEquals("2 from config.toml:1:1", given.shown("BATCH_SHARDS"));
    }

    @Test
    void theFirstFileThatExistsIsRead() throws Exception {
        Given given = new Given(directory).toml(".otlp2parquet.toml", "batch.shards = 2\n");
        assertEquals("2 from .otlp2parquet.toml:1:1", given.shown("BATCH_SHARDS"));
        given.toml("config.toml", "batch.shards = 3\n");
        assertEquals("3 from config.toml:1:1", given.shown("BATCH_SHARDS"));
        given.toml("mine.toml", "batch.shards = 4\n").file("mine.toml");
        assertEquals("4 from mine.toml:1:1", given.shown("BATCH_SHARDS"));
    }

    @Test
    void aNamedFileMustExist() {
        assertEquals(
                "other.toml: there is no such file; correct the path after --config",
                new Given(directory).file("other.toml").problem());
    }

    @Test
    void earlierNamesAreReadWithAWarning() throws Exception {
        Given given = new Given(directory)
                .env("ICEBERG_REST_URI", "https://catalog.example.com")
                .env("ICEBERG_WAREHOUSE", "wh")
                .env("ICEBERG_NAMESPACE", "shop")
                .env("S3_BUCKET", "tables")
                .env("S3_REGION", "us-east-1");
        Map<String, String> variables = given.config().variables();
        assertEquals("https://catalog.example.com", variables.get("OTLP2PARQUET_CATALOG_URI"));
        assertEquals("wh", variables.get("OTLP2PARQUET_CATALOG_WAREHOUSE"));
        assertEquals("shop", variables.get("OTLP2PARQUET_NAMESPACE"));
        assertEquals(
                List.of(
                        "OTLP2PARQUET_ICEBERG_NAMESPACE (environment) is the earlier name of OTLP2PARQUET_NAMESPACE;"
                                + " use that",
                        "OTLP2PARQUET_ICEBERG_REST_URI (environment) is the earlier name of OTLP2PARQUET_CATALOG_URI;"
                                + " use that",
                        "OTLP2PARQUET_ICEBERG_WAREHOUSE (environment) is the earlier name of"
                                + " OTLP2PARQUET_CATALOG_WAREHOUSE; use that"),
                given.read().warnings());
    }

    @Test
    void earlierNamesOfSecretsAreRead() {
        Given given = new Given(directory)
                .env("R2_ACCOUNT_ID", ACCOUNT)
                .env("R2_BUCKET", "files")
                .env("R2_ACCESS_KEY_ID", "id")
                .env("R2_SECRET_ACCESS_KEY", "key");
        Storage.S3 storage = (Storage.S3) given.config().storage();
        assertEquals("files", storage.bucket());
        assertEquals(new S3Credentials("id", "key", null), storage.credentials());
        assertEquals(3, given.read().warnings().size());
    }

    @Test
    void theEarlierModeIcebergSelectsTheConfiguredCatalog() throws Exception {
        Given given = new Given(directory)
                .env("CATALOG_MODE", "iceberg")
                .env("CATALOG_URI", "https://catalog.example.com")
                .env("S3_BUCKET", "tables")
                .env("S3_REGION", "us-east-1");
        assertEquals("true", given.config().variables().get("OTLP2PARQUET_ICEBERG_ENABLED"));
        assertTrue(given.read().hasCatalog());
        assertEquals(1, given.read().warnings().size());
    }

    @Test
    void twoValuesOfOneSourceAreRefused() throws Exception {
        Given given = new Given(directory).toml("[writer]\nnamespace = \"a\"\n[iceberg]\nnamespace = \"b\"\n");
        assertEquals(
                "OTLP2PARQUET_NAMESPACE has two values, from config.toml:2:1 and from config.toml:4:1; remove one of"
                        + " them",
                given.problem());
    }
}
