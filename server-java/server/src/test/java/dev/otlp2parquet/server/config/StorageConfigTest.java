package dev.otlp2parquet.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.ingest.config.ConfigException;
import dev.otlp2parquet.ingest.config.Settings;
import dev.otlp2parquet.lake.Catalog;
import dev.otlp2parquet.lake.CatalogMode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where objects go: files, S3, R2, and the bucket of a catalog. */
class StorageConfigTest {

    private static final String ACCOUNT = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    private Given given() {
        return new Given(directory);
    }

    private Given r2() {
        return given().env("R2_ACCOUNT_ID", ACCOUNT)
                .env("R2_BUCKET_NAME", "files")
                .env("S3_ACCESS_KEY_ID", "id")
                .env("S3_SECRET_ACCESS_KEY", "key");
    }

    @Test
    void filesByDefault() {
        assertEquals(
                new Storage.Files(directory.resolve("data/bucket")),
                given().config().storage());
        assertEquals(
                new Storage.Files(directory.resolve("state/bucket")),
                given().flag("--data-dir", "state").config().storage());
        assertEquals(
                new Storage.Files(directory.resolve("lake")),
                given().flag("--storage-path", "lake").config().storage());
    }

    @Test
    void aBucketSelectsS3() {
        assertEquals(
                new Storage.S3("files", "eu-central-1", null, false, null),
                given().env("S3_BUCKET", "files")
                        .env("S3_REGION", "eu-central-1")
                        .config()
                        .storage());
    }

    @Test
    void theRegionMayComeFromTheAwsVariables() {
        Given given = given().env("S3_BUCKET", "files").variable("AWS_REGION", "us-west-2");
        assertEquals(
                new Storage.S3("files", "us-west-2", null, false, null),
                given.config().storage());
        assertEquals(
                "the region of the bucket is not known: set OTLP2PARQUET_S3_REGION, such as us-east-1",
                given().env("S3_BUCKET", "files").problem());
    }

    @Test
    void anEndpointMakesAPathStyleAddress() {
        Given given = given().env("S3_BUCKET", "files")
                .env("S3_ENDPOINT", "http://127.0.0.1:9000/")
                .env("S3_ACCESS_KEY_ID", "id")
                .env("S3_SECRET_ACCESS_KEY", "key")
                .env("S3_SESSION_TOKEN", "session");
        URI endpoint = URI.create("http://127.0.0.1:9000");
        S3Credentials keys = new S3Credentials("id", "key", "session");
        assertEquals(
                new Storage.S3("files", "us-east-1", endpoint, true, keys),
                given.config().storage());
        given.env("S3_FORCE_PATH_STYLE", "false");
        assertEquals(
                new Storage.S3("files", "us-east-1", endpoint, false, keys),
                given.config().storage());
    }

    @Test
    void anEndpointIsSchemeHostAndPort() {
        for (String wrong :
                List.of("ftp://host", "host:9000", "https://user:word@host", "https://host/path", "https://host?x=y")) {
            String problem = given().env("S3_BUCKET", "files")
                    .env("S3_REGION", "us-east-1")
                    .env("S3_ENDPOINT", wrong)
                    .problem();
            assertEquals(
                    "OTLP2PARQUET_S3_ENDPOINT (environment) (not shown): expected scheme, host and port only, such as"
                            + " https://s3.example.com or http://127.0.0.1:9000",
                    problem);
        }
    }

    @Test
    void theBasePathMayNameTheBucket() throws Exception {
        Given given = given().toml("[writer]\nbase_path = \"s3://files/telemetry/prod\"\n")
                .env("S3_REGION", "us-east-1");
        assertEquals(
                new Storage.S3("files", "us-east-1", null, false, null),
                given.config().storage());
        assertEquals("telemetry/prod", given.config().variables().get("OTLP2PARQUET_BASE_PATH"));
        assertEquals("files from OTLP2PARQUET_BASE_PATH (config.toml:2:1)", given.shown("S3_BUCKET"));
        assertEquals(
                "OTLP2PARQUET_BASE_PATH (config.toml:2:1) names the bucket files, but OTLP2PARQUET_S3_BUCKET"
                        + " (environment) names other; remove one of the two",
                given.env("S3_BUCKET", "other").problem());
    }

    @Test
    void aBasePathOfABucketAlone() {
        Given given = given().env("BASE_PATH", "s3://files").env("S3_REGION", "us-east-1");
        assertEquals(
                new Storage.S3("files", "us-east-1", null, false, null),
                given.config().storage());
    }

    @Test
    void r2IsS3AtTheAddressOfTheAccount() {
        Storage expected = new Storage.S3(
                "files",
                "auto",
                URI.create("https://" + ACCOUNT + ".r2.cloudflarestorage.com"),
                true,
                new S3Credentials("id", "key", null));
        assertEquals(expected, r2().config().storage());
        assertFalse(r2().read().hasCatalog());
        assertEquals(
                expected,
                given().env("STORAGE_BACKEND", "r2")
                        .env("R2_ACCOUNT_ID", ACCOUNT)
                        .env("S3_BUCKET", "files")
                        .env("S3_ACCESS_KEY_ID", "id")
                        .env("S3_SECRET_ACCESS_KEY", "key")
                        .config()
                        .storage());
    }

    @Test
    void r2NeedsAccountBucketAndKeys() {
        List<String> problems = given().flag("--storage", "r2").problems();
        assertEquals(3, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("(--storage)=r2 needs OTLP2PARQUET_R2_ACCOUNT_ID"), problems::toString);
        assertTrue(problems.get(1).contains("needs OTLP2PARQUET_R2_BUCKET_NAME"), problems::toString);
        assertTrue(problems.get(2).contains("OTLP2PARQUET_S3_ACCESS_KEY_ID"), problems::toString);
    }

    @Test
    void theKeysOfR2MayBeThoseOfTheAwsVariables() {
        Given given = given().env("R2_ACCOUNT_ID", ACCOUNT)
                .env("R2_BUCKET_NAME", "files")
                .variable("AWS_ACCESS_KEY_ID", "id")
                .variable("AWS_SECRET_ACCESS_KEY", "key");
        assertEquals(null, ((Storage.S3) given.config().storage()).credentials());
    }

    @Test
    void theApiTokenOfR2SelectsItsCatalog() {
        Given given = r2().env("R2_API_TOKEN", "api-token");
        assertTrue(given.read().hasCatalog());
        assertEquals("true", given.config().variables().get("OTLP2PARQUET_ICEBERG_ENABLED"));
        assertEquals("true from default, because OTLP2PARQUET_R2_API_TOKEN is set", given.shown("ICEBERG_ENABLED"));
        assertFalse(given.env("CATALOG_MODE", "none").read().hasCatalog());
    }

    @Test
    void theTablesOfACatalogAreInTheBucketOfTheStorage() {
        Given given = given().env("CATALOG_URI", "https://catalog.example.com")
                .env("S3_BUCKET", "tables")
                .env("S3_REGION", "us-east-1");
        Map<String, String> variables = given.config().variables();
        assertEquals("tables", variables.get("OTLP2PARQUET_R2_BUCKET_NAME"));
        String problem = given.env("R2_BUCKET_NAME", "other").problem();
        assertTrue(
                problem.startsWith("OTLP2PARQUET_S3_BUCKET=tables contradicts OTLP2PARQUET_R2_BUCKET_NAME=other"),
                problem);
    }

    @Test
    void aRestCatalogMayHaveItsTablesInR2() {
        Given given = r2().env("CATALOG_URI", "https://catalog.example.com");
        assertEquals("files", given.config().variables().get("OTLP2PARQUET_R2_BUCKET_NAME"));
    }

    @Test
    void theCatalogOfR2NeedsABucket() {
        List<String> problems = given().env("R2_ACCOUNT_ID", ACCOUNT)
                .env("R2_API_TOKEN", "api-token")
                .env("STORAGE_BACKEND", "fs")
                .problems();
        assertEquals(
                "a catalog needs its tables in a bucket, but objects go to files: set OTLP2PARQUET_S3_BUCKET to the bucket"
                        + " of the tables, or OTLP2PARQUET_CATALOG_MODE=none for plain files",
                problems.get(0));
    }

    @Test
    void withoutABucketTheCatalogIsAskedForCredentials() throws ConfigException {
        Catalog vended = catalog(given().env("CATALOG_URI", "https://catalog.example.com"));
        assertTrue(vended.options().vendedCredentials());

        Catalog own = catalog(given().env("CATALOG_URI", "https://catalog.example.com")
                .env("S3_ENDPOINT", "http://127.0.0.1:9000")
                .env("S3_ACCESS_KEY_ID", "id")
                .env("S3_SECRET_ACCESS_KEY", "key"));
        assertFalse(own.options().vendedCredentials());
        assertEquals("http://127.0.0.1:9000", own.storage().endpoint());
    }

    @Test
    void catalogsOfAwsTakeTheirKeysWhereverTheyAre() throws ConfigException {
        String arn = "arn:aws:s3tables:eu-central-1:111122223333:bucket/telemetry";
        Given files = given().env("S3_TABLES_ARN", arn);
        assertEquals(CatalogMode.S3_TABLES, catalog(files).mode());
        assertEquals(null, files.config().keys());

        Given keys = given().env("S3_TABLES_ARN", arn)
                .env("S3_ACCESS_KEY_ID", "id")
                .env("S3_SECRET_ACCESS_KEY", "key")
                .env("S3_SESSION_TOKEN", "token");
        assertEquals(CatalogMode.S3_TABLES, catalog(keys).mode());
        assertEquals(new S3Credentials("id", "key", "token"), keys.config().keys());

        Catalog glue = catalog(
                given().env("CATALOG_MODE", "glue").env("S3_BUCKET", "lake").env("S3_REGION", "eu-west-1"));
        assertEquals("s3://lake", glue.dataLocation());
        assertEquals("lake", glue.bucket());
        assertEquals(
                "https://glue.eu-west-1.amazonaws.com/iceberg", glue.options().uri());
    }

    private static Catalog catalog(Given given) throws ConfigException {
        assertEquals(List.of(), given.problems());
        return Config.from(new Settings(given.config().variables())).catalog();
    }

    @Test
    void twoCatalogsAreRefused() {
        Given given = r2().env("R2_API_TOKEN", "api-token").env("CATALOG_URI", "https://catalog.example.com");
        assertTrue(given.problem().contains("2 catalogs are configured"), given.problem());
    }

    @Test
    void contradictionsAreRefused() {
        assertEquals(
                "OTLP2PARQUET_STORAGE_BACKEND (environment)=fs contradicts OTLP2PARQUET_S3_BUCKET (environment); remove"
                        + " one of the two",
                given().env("STORAGE_BACKEND", "fs").env("S3_BUCKET", "files").problem());
        assertEquals(
                "OTLP2PARQUET_S3_REGION (environment) is set, but OTLP2PARQUET_S3_BUCKET is not; set"
                        + " OTLP2PARQUET_S3_BUCKET to store in S3, or remove OTLP2PARQUET_S3_REGION",
                given().env("S3_REGION", "us-east-1").problem());
        assertEquals(
                "OTLP2PARQUET_STORAGE_PATH (environment) is for files on disk, but objects go to a bucket"
                        + " (OTLP2PARQUET_S3_BUCKET (environment)); remove one of the two",
                given().env("STORAGE_PATH", "lake")
                        .env("S3_BUCKET", "files")
                        .env("S3_REGION", "us-east-1")
                        .problem());
        assertEquals(
                "OTLP2PARQUET_STORAGE_BACKEND (environment)=s3 needs OTLP2PARQUET_S3_BUCKET: the name of the bucket",
                given().env("STORAGE_BACKEND", "s3")
                        .env("S3_REGION", "us-east-1")
                        .problem());
    }

    @Test
    void halfAKeyPairIsRefused() {
        Given given =
                given().env("S3_BUCKET", "files").env("S3_REGION", "us-east-1").env("S3_ACCESS_KEY_ID", "id");
        assertEquals(
                "OTLP2PARQUET_S3_ACCESS_KEY_ID (environment) is set, but OTLP2PARQUET_S3_SECRET_ACCESS_KEY is not; set both"
                        + " secrets or neither",
                given.problem());
        Given session =
                given().env("S3_BUCKET", "files").env("S3_REGION", "us-east-1").env("S3_SESSION_TOKEN", "t");
        assertTrue(session.problem().contains("set all three secrets or none"), session.problem());
    }
}
