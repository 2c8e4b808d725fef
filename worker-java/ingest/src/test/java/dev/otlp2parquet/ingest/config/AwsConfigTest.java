package dev.otlp2parquet.ingest.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.aws.s3.S3Options.Addressing;
import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.iceberg.rest.OAuth2Client;
import dev.otlp2parquet.lake.Catalog;
import dev.otlp2parquet.lake.CatalogMode;
import dev.otlp2parquet.lake.S3Access;
import dev.otlp2parquet.otlp.table.ColumnNames;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogs of AWS, buckets of S3, vended credentials, earlier names, and what the platform changes. */
class AwsConfigTest {

    private static final String ARN = "arn:aws:s3tables:eu-central-1:111122223333:bucket/telemetry";

    /** Names without a prefix get ours, unless they are those of a platform. */
    private static Map<String, String> variables(String... pairs) {
        Map<String, String> variables = new HashMap<>(Map.of("OTLP2PARQUET_AUTH_TOKEN", "t"));
        for (int i = 0; i < pairs.length; i += 2) {
            boolean platform = pairs[i].startsWith("AWS_") || pairs[i].equals("CF_WORKER");
            variables.put((platform ? "" : "OTLP2PARQUET_") + pairs[i], pairs[i + 1]);
        }
        return variables;
    }

    private static Config read(String... pairs) throws ConfigException {
        return Config.from(new Settings(variables(pairs)));
    }

    private static String refusal(String... pairs) {
        return assertThrows(ConfigException.class, () -> read(pairs)).getMessage();
    }

    @Test
    void theArnOfATableBucketGivesAddressRegionAndWarehouse() throws ConfigException {
        Config config = read("CATALOG_MODE", "s3tables", "S3_TABLES_ARN", ARN);
        Catalog catalog = config.catalog();
        assertEquals(CatalogMode.S3_TABLES, catalog.mode());
        assertEquals(
                "https://s3tables.eu-central-1.amazonaws.com/iceberg",
                catalog.options().uri());
        assertEquals(ARN, catalog.options().warehouse());
        assertEquals(new Catalog.SigningScope("s3tables", "eu-central-1"), catalog.signing());
        assertEquals(new S3Access("", "eu-central-1", Addressing.AUTO, true), catalog.storage());
        assertEquals("", catalog.bucket());
        assertFalse(catalog.options().vendedCredentials());
        assertEquals(ColumnNames.SNAKE, config.tables().columnNames());
        assertEquals(
                ColumnNames.PASCAL,
                read("CATALOG_MODE", "s3tables", "S3_TABLES_ARN", ARN, "COLUMN_NAMES", "pascal")
                        .tables()
                        .columnNames());
        assertEquals(
                CatalogMode.S3_TABLES,
                read("ICEBERG_ENABLED", "true", "S3_TABLES_ARN", ARN).catalog().mode());
        assertEquals(
                "https://s3tables.cn-north-1.amazonaws.com.cn/iceberg",
                read(
                                "CATALOG_MODE",
                                "s3tables",
                                "S3_TABLES_ARN",
                                "arn:aws-cn:s3tables:cn-north-1:111122223333:bucket/b")
                        .catalog()
                        .options()
                        .uri());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "telemetry",
                "arn:aws:s3:::telemetry",
                "arn:aws:s3tables:eu-central-1:111122223333:bucket/",
                "arn:aws:s3tables:eu-central-1:111122223333:bucket/a/table/b",
                "arn:aws:s3tables::111122223333:bucket/a",
                "arn:aws:s3tables:eu-central-1::bucket/a",
                "arn::s3tables:eu-central-1:111122223333:bucket/a",
                "arn:aws:s3tables:eu-central-1:1:2:bucket/a",
                "arn:aws:s3tables:evil.example.com/:111122223333:bucket/a"
            })
    void anotherTextIsNoArnOfATableBucket(String arn) {
        assertEquals(
                "OTLP2PARQUET_S3_TABLES_ARN=" + arn + ": expected the ARN of a table bucket, as " + ARN,
                refusal("CATALOG_MODE", "s3tables", "S3_TABLES_ARN", arn));
    }

    @Test
    void namesThatAnalyticsServicesOfAwsDoNotShowAreRefused() {
        assertEquals(
                "OTLP2PARQUET_NAMESPACE=Otel: expected lower-case letters, digits and underscores for this catalog",
                refusal("CATALOG_MODE", "s3tables", "S3_TABLES_ARN", ARN, "NAMESPACE", "Otel"));
        assertTrue(refusal("CATALOG_MODE", "glue", "AWS_REGION", "eu-west-1", "TABLE_PREFIX", "P_")
                .startsWith("OTLP2PARQUET_TABLE_PREFIX=P_: expected lower-case"));
    }

    @Test
    void aWorkerHasNoKeysButThoseThatAreConfigured() throws ConfigException {
        String message = refusal("CF_WORKER", "true", "CATALOG_MODE", "s3tables", "S3_TABLES_ARN", ARN);
        assertEquals(
                "OTLP2PARQUET_CATALOG_MODE=s3tables needs the secrets AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or"
                        + " OTLP2PARQUET_S3_ACCESS_KEY_ID and OTLP2PARQUET_S3_SECRET_ACCESS_KEY): the keys of an IAM user"
                        + " that may write there",
                message);
        Storage storage = read(
                        "CF_WORKER", "true",
                        "CATALOG_MODE", "s3tables",
                        "S3_TABLES_ARN", ARN,
                        "AWS_ACCESS_KEY_ID", "AKIA",
                        "AWS_SECRET_ACCESS_KEY", "hunter2",
                        "AWS_SESSION_TOKEN", "hunter3")
                .storage();
        assertEquals(new Credentials("AKIA", "hunter2", "hunter3"), storage.keys());
        assertFalse(storage.toString().contains("hunter"), storage.toString());
        String half = refusal("S3_ACCESS_KEY_ID", "AKIA");
        assertEquals(
                "OTLP2PARQUET_S3_ACCESS_KEY_ID is set, but OTLP2PARQUET_S3_SECRET_ACCESS_KEY is not; set both secrets or"
                        + " neither",
                half);
        assertFalse(refusal("S3_ACCESS_KEY_ID", "AKIA", "S3_SECRET_ACCESS_KEY", "hunt er2")
                .contains("hunt er2"));
        assertNull(read("AWS_ACCESS_KEY_ID", "AKIA", "AWS_SECRET_ACCESS_KEY", "k")
                .storage()
                .keys());
    }

    @Test
    void glueNeedsARegionAndAPlaceForNewTables() throws ConfigException {
        Catalog catalog = read(
                        "CATALOG_MODE", "glue",
                        "S3_REGION", "eu-west-1",
                        "CATALOG_WAREHOUSE", "111122223333",
                        "CATALOG_DATA_LOCATION", "s3://lake/tables/")
                .catalog();
        assertEquals(CatalogMode.GLUE, catalog.mode());
        assertEquals(
                "https://glue.eu-west-1.amazonaws.com/iceberg",
                catalog.options().uri());
        assertEquals("111122223333", catalog.options().warehouse());
        assertEquals(new Catalog.SigningScope("glue", "eu-west-1"), catalog.signing());
        assertEquals("s3://lake/tables", catalog.dataLocation());
        assertEquals(
                "s3://lake",
                read("CATALOG_MODE", "glue", "AWS_REGION", "eu-west-1", "S3_BUCKET", "lake")
                        .catalog()
                        .dataLocation());
        assertTrue(refusal("CATALOG_MODE", "glue").startsWith("OTLP2PARQUET_CATALOG_MODE=glue needs the region"));
        assertTrue(refusal("CATALOG_MODE", "glue", "AWS_REGION", "eu-west-1")
                .startsWith("OTLP2PARQUET_CATALOG_MODE=glue needs OTLP2PARQUET_CATALOG_DATA_LOCATION"));
        for (String location : List.of("s3a://lake", "lake", "s3://", "s3://lake//a", "s3://lake/../a")) {
            assertTrue(
                    refusal("CATALOG_MODE", "glue", "AWS_REGION", "r", "CATALOG_DATA_LOCATION", location)
                            .startsWith("OTLP2PARQUET_CATALOG_DATA_LOCATION=" + location + ": expected s3://bucket"),
                    location);
        }
    }

    @Test
    void whoHasNeitherABucketNorKeysAsksTheCatalogForCredentials() throws ConfigException {
        Catalog vended = read("CATALOG_MODE", "rest", "CATALOG_URI", "https://c.example.com")
                .catalog();
        assertTrue(vended.options().vendedCredentials());
        assertNull(vended.storage());
        Catalog bound = read(
                        "CATALOG_MODE", "rest",
                        "CATALOG_URI", "https://c.example.com",
                        "R2_BUCKET_NAME", "telemetry")
                .catalog();
        assertFalse(bound.options().vendedCredentials());
        Catalog own = read(
                        "CATALOG_MODE", "rest",
                        "CATALOG_URI", "https://c.example.com",
                        "S3_ENDPOINT", "https://minio.example.com:9000",
                        "S3_ACCESS_KEY_ID", "id",
                        "S3_SECRET_ACCESS_KEY", "key")
                .catalog();
        assertFalse(own.options().vendedCredentials());
        assertEquals(
                new S3Access("https://minio.example.com:9000", "us-east-1", Addressing.AUTO, false), own.storage());
        // Keys for the bucket that is bound open no other.
        Catalog r2Keys = read(
                        "CF_WORKER", "true",
                        "CATALOG_MODE", "rest",
                        "CATALOG_URI", "https://c.example.com",
                        "R2_BUCKET_NAME", "telemetry",
                        "R2_ACCESS_KEY_ID", "id",
                        "R2_SECRET_ACCESS_KEY", "key")
                .catalog();
        assertNull(r2Keys.storage());
        assertEquals("telemetry", r2Keys.bucket());
    }

    @Test
    void theBucketOfTheTablesIsTheOneThatIsWrittenTo() throws ConfigException {
        String[] rest = {"CATALOG_MODE", "rest", "CATALOG_URI", "https://c.example.com", "S3_REGION", "eu-west-1"};
        assertEquals(
                "OTLP2PARQUET_S3_BUCKET=bbb contradicts OTLP2PARQUET_R2_BUCKET_NAME=aaa: both name the bucket of the tables;"
                        + " remove one of the two",
                refusal(with(rest, "R2_BUCKET_NAME", "aaa", "S3_BUCKET", "bbb")));
        Catalog own = read(with(rest, "S3_BUCKET", "lake")).catalog();
        assertEquals("lake", own.bucket());
        assertEquals("", own.dataLocation(), "the catalog chooses the place of a table");
        assertEquals(
                "s3://lake/tables",
                read(with(rest, "CATALOG_DATA_LOCATION", "s3://lake/tables"))
                        .catalog()
                        .dataLocation());
        assertTrue(refusal("CF_WORKER", "true", "CATALOG_MODE", "r2", "S3_BUCKET", "lake")
                .startsWith("OTLP2PARQUET_S3_BUCKET contradicts OTLP2PARQUET_CATALOG_MODE=r2"));
        Catalog glue = read(
                        "CATALOG_MODE", "glue",
                        "S3_REGION", "eu-west-1",
                        "CATALOG_DATA_LOCATION", "s3://telemetry/x",
                        "R2_BUCKET_NAME", "telemetry")
                .catalog();
        assertEquals("", glue.bucket(), "the bucket that is bound is another one, though it has the name");
    }

    @Test
    void anOAuth2ClientIsWhole() throws ConfigException {
        OAuth2Client client = read(
                        "CATALOG_MODE", "rest",
                        "CATALOG_URI", "https://c.example.com/",
                        "CATALOG_CLIENT_ID", "id",
                        "CATALOG_CLIENT_SECRET", "hunter2")
                .catalog()
                .client();
        assertEquals(new OAuth2Client("https://c.example.com/v1/oauth/tokens", "id", "hunter2", "catalog", ""), client);
        assertFalse(client.toString().contains("hunter2"));
        assertEquals(
                new OAuth2Client("https://auth.example.com/token", "id", "s", "PRINCIPAL_ROLE:ALL", "lakekeeper"),
                read(
                                "CATALOG_MODE", "rest",
                                "CATALOG_URI", "https://c.example.com",
                                "CATALOG_CLIENT_ID", "id",
                                "CATALOG_CLIENT_SECRET", "s",
                                "CATALOG_SCOPE", "PRINCIPAL_ROLE:ALL",
                                "CATALOG_AUDIENCE", "lakekeeper",
                                "CATALOG_TOKEN_URI", "https://auth.example.com/token")
                        .catalog()
                        .client());
        assertEquals(
                "",
                read(
                                "CATALOG_MODE", "rest",
                                "CATALOG_URI", "https://c.example.com",
                                "CATALOG_CLIENT_ID", "id",
                                "CATALOG_CLIENT_SECRET", "s",
                                "CATALOG_TOKEN_URI", "https://auth.example.com/token")
                        .catalog()
                        .client()
                        .scope());
        String[] rest = {"CATALOG_MODE", "rest", "CATALOG_URI", "https://c.example.com"};
        assertTrue(refusal(with(rest, "CATALOG_CLIENT_ID", "id")).contains("belong together"));
        assertTrue(refusal(with(rest, "CATALOG_SCOPE", "s")).startsWith("OTLP2PARQUET_CATALOG_SCOPE is set, but"));
        assertTrue(
                refusal(with(rest, "CATALOG_CLIENT_ID", "id", "CATALOG_CLIENT_SECRET", "s", "CATALOG_TOKEN", "hunter2"))
                        .startsWith("OTLP2PARQUET_CATALOG_TOKEN contradicts OTLP2PARQUET_CATALOG_CLIENT_ID"));
        assertFalse(refusal(with(
                        rest,
                        "CATALOG_CLIENT_ID",
                        "id",
                        "CATALOG_CLIENT_SECRET",
                        "s",
                        "CATALOG_TOKEN_URI",
                        "https://u:hunter2@auth"))
                .contains("hunter2"));
    }

    private static String[] with(String[] some, String... more) {
        String[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    @Test
    void aBucketOfS3TakesThePlaceOfTheHostsOwn() throws ConfigException {
        Storage storage = read("S3_BUCKET", "files", "S3_REGION", "eu-west-1", "S3_FORCE_PATH_STYLE", "true")
                .storage();
        assertEquals("files", storage.bucket());
        assertEquals(new S3Access("", "eu-west-1", Addressing.PATH, false), storage.access());
        assertEquals("", read().storage().bucket());
        assertTrue(
                refusal("S3_BUCKET", "files").startsWith("the region of S3 is not known: set OTLP2PARQUET_S3_REGION"));
        assertTrue(refusal("S3_BUCKET", "a/b").startsWith("OTLP2PARQUET_S3_BUCKET=a/b: expected the name of a bucket"));
        assertFalse(refusal("S3_BUCKET", "files", "S3_ENDPOINT", "https://u:hunter2@s3")
                .contains("hunter2"));
        assertTrue(refusal("CF_WORKER", "true", "S3_BUCKET", "files", "S3_REGION", "r")
                .startsWith("OTLP2PARQUET_S3_BUCKET needs the secrets"));
    }

    @Test
    void earlierNamesWorkAndAreNamedOnce() throws ConfigException {
        Config config = read(
                "CATALOG_MODE", "rest",
                "ICEBERG_REST_URI", "https://c.example.com",
                "ICEBERG_WAREHOUSE", "lake",
                "ICEBERG_NAMESPACE", "telemetry",
                "R2_BUCKET_NAME", "b");
        assertEquals("https://c.example.com", config.catalog().options().uri());
        assertEquals("lake", config.catalog().options().warehouse());
        assertEquals("telemetry", config.lake().namespace());
        assertEquals(
                List.of(
                        "OTLP2PARQUET_ICEBERG_NAMESPACE is the earlier name of OTLP2PARQUET_NAMESPACE; use that",
                        "OTLP2PARQUET_ICEBERG_REST_URI is the earlier name of OTLP2PARQUET_CATALOG_URI; use that",
                        "OTLP2PARQUET_ICEBERG_WAREHOUSE is the earlier name of OTLP2PARQUET_CATALOG_WAREHOUSE; use that"),
                config.warnings());
        assertEquals(List.of(), read().warnings());
        assertEquals(
                "OTLP2PARQUET_ICEBERG_NAMESPACE and OTLP2PARQUET_NAMESPACE have different values; remove"
                        + " OTLP2PARQUET_ICEBERG_NAMESPACE",
                refusal("ICEBERG_NAMESPACE", "a", "NAMESPACE", "b"));
        assertEquals(
                "a", read("ICEBERG_NAMESPACE", "a", "NAMESPACE", "a").lake().namespace());
    }

    @Test
    void lambdaKeepsNothingBetweenRequests() throws ConfigException {
        assertFalse(read("AWS_LAMBDA_FUNCTION_NAME", "f").batching().enabled());
        assertTrue(read().batching().enabled());
        assertTrue(refusal("AWS_LAMBDA_FUNCTION_NAME", "f", "BATCHING_ENABLED", "true")
                .startsWith("OTLP2PARQUET_BATCHING_ENABLED=true: AWS Lambda keeps nothing between requests"));
    }
}
