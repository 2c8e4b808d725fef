package dev.otlp2parquet.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An invalid configuration is refused with messages that say what, where, and what to do. */
class RefusedConfigurationTest {

    @TempDir
    private Path directory;

    private Given given() {
        return new Given(directory);
    }

    @Test
    void anUnknownKeyNamesFileLineColumnAndNeighbour() throws Exception {
        assertEquals(
                "config.toml:3:3: batch.max_row: there is no such setting; did you mean batch.max_rows?",
                given().toml("# limits\n[batch]\n  max_row = 5\n").problem());
    }

    @Test
    void anUnknownTableNamesItsNeighbour() throws Exception {
        assertEquals(
                "config.toml:1:1: there is no table [bacth]; did you mean [batch]?",
                given().toml("[bacth]\nmax_rows = 5\n").problem());
    }

    @Test
    void anUnknownVariableNamesItsNeighbour() {
        assertEquals(
                "OTLP2PARQUET_LISTEN_ADR (environment) is not a setting of otlp2parquet; did you mean"
                        + " OTLP2PARQUET_LISTEN_ADDR?",
                given().env("LISTEN_ADR", ":1").problem());
    }

    /** In a cluster with a Service of this name. */
    @Test
    void whatKubernetesSetsInEveryPodIsNoSettingOfOurs() {
        given().env("SERVICE_HOST", "10.0.0.1")
                .env("SERVICE_PORT", "4318")
                .env("SERVICE_PORT_OTLP_HTTP", "4318")
                .env("PORT", "tcp://10.0.0.1:4318")
                .env("PORT_4318_TCP", "tcp://10.0.0.1:4318")
                .env("PORT_4318_TCP_ADDR", "10.0.0.1")
                .config();
    }

    @Test
    void theSecondAddressIsProtectedLikeTheFirst() {
        String problem = given().noToken()
                .purpose(ConfigInputs.Purpose.DEVELOPMENT)
                .env("GRPC_LISTEN_ADDR", "0.0.0.0:4317")
                .problem();
        assertTrue(problem.startsWith("--dev serves this machine only, but OTLP2PARQUET_GRPC_LISTEN_ADDR"), problem);
        List<String> warnings = given().noToken()
                .env("ALLOW_ANONYMOUS", "true")
                .env("GRPC_LISTEN_ADDR", "0.0.0.0:4317")
                .read()
                .warnings();
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).contains("OTLP2PARQUET_GRPC_LISTEN_ADDR"), warnings.get(0));
    }

    @Test
    void aCatalogOverFilesWarnsThatReadersNeedTheBucket() {
        Given catalog = given().env("CATALOG_URI", "http://127.0.0.1:8181").env("CATALOG_MODE", "rest");
        List<String> warnings = catalog.env("R2_BUCKET_NAME", "tables").read().warnings();
        assertTrue(warnings.get(0).startsWith("objects go to files, but the catalog"), warnings::toString);
    }

    @Test
    void anUnknownNameOfSetNamesItsNeighbour() {
        assertEquals(
                "--set storage.pth: there is no such setting; did you mean storage.path?",
                given().set("storage.pth=x").problem());
        assertEquals(
                "OTLP2PARQUET_STORAGE_PTH (--set) is not a setting of otlp2parquet; did you mean"
                        + " OTLP2PARQUET_STORAGE_PATH?",
                given().set("OTLP2PARQUET_STORAGE_PTH=x").problem());
        assertEquals(
                "--set: expected NAME=VALUE, such as --set OTLP2PARQUET_BATCH_SHARDS=2",
                given().set("OTLP2PARQUET_STORAGE_PATH").problem());
    }

    @Test
    void anInvalidValueNamesItsVariableAndItsPlace() throws Exception {
        assertEquals(
                "OTLP2PARQUET_BATCH_SHARDS=257: expected a whole number from 1 to 256 (OTLP2PARQUET_BATCH_SHARDS is from"
                        + " config.toml:2:1)",
                given().toml("[batch]\nshards = 257\n").problem());
        assertEquals(
                "OTLP2PARQUET_STOP_TIMEOUT_SECS=0: expected a whole number from 1 to 3600"
                        + " (OTLP2PARQUET_STOP_TIMEOUT_SECS is from --stop-timeout)",
                given().toml("[batch]\nshards = 1\n")
                        .flag("--stop-timeout", "0")
                        .problem());
    }

    @Test
    void aValueOfAnotherTypeIsRefused() throws Exception {
        assertEquals(
                List.of(
                        "config.toml:1:1: batch.shards: expected a whole number, found a number with a fraction",
                        "config.toml:2:1: request.cors_allowed_origins: expected an array of strings, found an array",
                        "config.toml:3:1: server.listen_addr: expected a string, found a table"),
                given().toml("batch.shards = 1.5\nrequest.cors_allowed_origins = [1]\nserver.listen_addr.port = 1\n")
                        .problems());
    }

    @Test
    void aFileThatIsNotTomlNamesThePlaceAndNotTheText() throws Exception {
        String problem =
                given().noToken().toml("[server]\nlog_level = hunter2\n").problem();
        assertTrue(problem.startsWith("config.toml:2:13: this is not TOML: unexpected text, expected "), problem);
        assertFalse(problem.contains("hunter2"), problem);
    }

    @Test
    void allProblemsAreReportedTogether() throws Exception {
        Given given = given().toml("batch.max_row = 1\n[batch]\nshards = 0\n")
                .env("LOG_LEVEL", "loud")
                .env("LOG_FORMAT", "xml")
                .env("PARQUET_COMPRESSION", "lzma")
                .env("LISTEN_ADDR", "localhost");
        List<String> problems =
                given.toml("batch.max_row = 1\nbatch.shards = 0\n").problems();
        for (String name : List.of(
                "batch.max_row",
                "BATCH_SHARDS=0",
                "LOG_LEVEL=loud",
                "LOG_FORMAT=xml",
                "PARQUET_COMPRESSION=lzma",
                "LISTEN_ADDR (environment)=localhost")) {
            assertEquals(
                    1, problems.stream().filter(each -> each.contains(name)).count(), name + " in " + problems);
        }
        assertEquals(6, problems.size(), problems::toString);
    }

    @Test
    void aSecretInTheFileIsRefusedWithTheCure() throws Exception {
        assertEquals(
                List.of(
                        "config.toml:1:1: server.auth_token: secrets are not read from this file; remove it here and set"
                                + " the environment variable OTLP2PARQUET_AUTH_TOKEN, or OTLP2PARQUET_AUTH_TOKEN_FILE to"
                                + " the path of a file that holds it",
                        "config.toml:2:1: storage.secret_access_key: secrets are not read from this file; remove it here"
                                + " and set the environment variable OTLP2PARQUET_S3_SECRET_ACCESS_KEY, or"
                                + " OTLP2PARQUET_S3_SECRET_ACCESS_KEY_FILE to the path of a file that holds it"),
                given().toml("server.auth_token = \"x\"\nstorage.secret_access_key = \"x\"\n")
                        .problems());
    }

    @Test
    void aSecretOnTheCommandLineIsRefusedWithTheCure() {
        assertEquals(
                "--set OTLP2PARQUET_AUTH_TOKEN: secrets are not accepted on the command line, where other users can see"
                        + " them; set the environment variable OTLP2PARQUET_AUTH_TOKEN, or OTLP2PARQUET_AUTH_TOKEN_FILE"
                        + " to the path of a file that holds it",
                given().set("OTLP2PARQUET_AUTH_TOKEN=x").problem());
    }

    @Test
    void theFileOfASecretMustBeReadable() throws Exception {
        Given given = given().noToken().env("AUTH_TOKEN_FILE", "missing");
        assertEquals(
                "OTLP2PARQUET_AUTH_TOKEN_FILE=missing: there is no such file; create it, or correct the path",
                given.problem());
        Files.writeString(directory.resolve("empty"), "\n");
        assertTrue(given.env("AUTH_TOKEN_FILE", "empty")
                .problems()
                .contains("OTLP2PARQUET_AUTH_TOKEN_FILE=empty: the file is empty; write the secret into it"));
        Files.write(directory.resolve("binary"), new byte[] {(byte) 0xFF});
        assertTrue(given.env("AUTH_TOKEN_FILE", "binary").problems().get(0).contains("is not UTF-8"));
        Files.write(directory.resolve("long"), new byte[70_000]);
        assertTrue(given.env("AUTH_TOKEN_FILE", "long").problems().get(0).contains("more than 65536 bytes"));
    }

    @Test
    void aSecretHasOneSource() throws Exception {
        Files.writeString(directory.resolve("token"), "abc");
        assertEquals(
                "OTLP2PARQUET_AUTH_TOKEN and OTLP2PARQUET_AUTH_TOKEN_FILE are both set; remove one of them",
                given().env("AUTH_TOKEN_FILE", "token").problem());
    }

    @Test
    void withoutCredentialsTheCureIsShown() {
        String problem = given().noToken().problem();
        assertTrue(
                problem.startsWith("no credentials are configured: set the secret OTLP2PARQUET_AUTH_TOKEN"), problem);
        assertTrue(problem.endsWith("; to try the server on this machine, start it with --dev, which makes a token"));
    }

    @Test
    void aContradictionNamesBothSources() throws Exception {
        String problem = given().toml("request.allow_anonymous = true\n").problem();
        assertTrue(
                problem.startsWith("OTLP2PARQUET_ALLOW_ANONYMOUS=true contradicts the credentials that"
                        + " OTLP2PARQUET_AUTH_TOKEN requires; remove one of the two ("),
                problem);
        assertTrue(problem.contains("OTLP2PARQUET_AUTH_TOKEN is from environment"), problem);
        assertTrue(problem.contains("OTLP2PARQUET_ALLOW_ANONYMOUS is from config.toml:1:1"), problem);
    }

    @Test
    void valuesHaveNoControlCharacters() throws Exception {
        assertEquals(
                "OTLP2PARQUET_DATA_DIR (config.toml:1:1): the value has control characters or line ends; remove them",
                given().toml("server.data_dir = \"a\\u0000b\"\n").problem());
    }

    @Test
    void addressesHaveAPort() {
        for (String wrong : List.of("4318", "localhost", "localhost:99999", "::1:4318", "http://localhost:4318")) {
            assertEquals(
                    "OTLP2PARQUET_LISTEN_ADDR (environment)=" + wrong
                            + ": expected host:port, such as 127.0.0.1:4318, [::1]:4318 or :4318 for every address",
                    given().env("LISTEN_ADDR", wrong).problem());
        }
    }

    @Test
    void theSecondAddressIsAnotherOne() {
        assertEquals(
                "OTLP2PARQUET_GRPC_LISTEN_ADDR (environment) is the same address as OTLP2PARQUET_LISTEN_ADDR (default),"
                        + " which serves gRPC too; set OTLP2PARQUET_GRPC_LISTEN_ADDR=off",
                given().env("GRPC_LISTEN_ADDR", "0.0.0.0:4318").problem());
    }

    @Test
    void halfOfTlsIsRefused() throws Exception {
        Files.writeString(directory.resolve("file.pem"), "PEM");
        assertEquals(
                "OTLP2PARQUET_TLS_KEY_FILE (environment) is set, but OTLP2PARQUET_TLS_CERT_FILE is not; set both or"
                        + " neither",
                given().env("TLS_KEY_FILE", "file.pem").problem());
        assertEquals(
                "OTLP2PARQUET_TLS_CERT_FILE (environment) is set, but OTLP2PARQUET_TLS_KEY_FILE is not; set both or"
                        + " neither",
                given().env("TLS_CERT_FILE", "file.pem").problem());
        assertEquals(
                "OTLP2PARQUET_TLS_CLIENT_CA_FILE (environment) is set, but TLS is off; set OTLP2PARQUET_TLS_CERT_FILE and"
                        + " OTLP2PARQUET_TLS_KEY_FILE too",
                given().env("TLS_CLIENT_CA_FILE", "file.pem").problem());
    }

    @Test
    void aMissingTlsFileIsRefused() {
        List<String> problems = given().env("TLS_CERT_FILE", "a.pem")
                .env("TLS_KEY_FILE", "b.pem")
                .problems();
        assertEquals(
                "OTLP2PARQUET_TLS_CERT_FILE (environment)=a.pem: there is no such file, or this user may not read it;"
                        + " correct the path or the permissions",
                problems.get(0));
        assertEquals(2, problems.size());
    }
}
