package dev.otlp2parquet.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.ingest.config.Settings;
import dev.otlp2parquet.server.http.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server gets from its configuration. */
class ServerConfigTest {

    @TempDir
    private Path directory;

    private Given given() {
        return new Given(directory);
    }

    @Test
    void theDefaults() throws Exception {
        ServerConfig config = given().config();
        assertEquals(new Address("0.0.0.0", 4318), config.listen());
        assertEquals(new Address("0.0.0.0", 4317), config.grpcListen());
        assertNull(config.tls());
        assertEquals(directory.resolve("data"), config.dataDir().normalize());
        assertEquals(LogFormat.JSON, config.logFormat());
        assertEquals(new Stop(false, 60), config.stop());
        Config core = Config.from(new Settings(config.variables()));
        assertEquals(8 << 20, core.maxPayloadBytes());
        assertEquals(200_000, core.batching().maxRows());
        assertEquals(128 << 20, core.batching().maxBytes());
        assertEquals(10, core.batching().maxAgeSecs());
    }

    @Test
    void allOfTheServer() throws Exception {
        Files.writeString(directory.resolve("cert.pem"), "PEM");
        Files.writeString(directory.resolve("key.pem"), "PEM");
        ServerConfig config = given().toml("""
                        [server]
                        listen_addr = "[::1]:4000"
                        grpc_listen_addr = ":4001"
                        data_dir = "/var/lib/otlp2parquet"
                        tls_cert_file = "cert.pem"
                        tls_key_file = "key.pem"
                        tls_client_ca_file = "cert.pem"
                        log_format = "TEXT"
                        flush_on_stop = true
                        stop_timeout_secs = 90

                        [request]
                        cors_allowed_origins = ["https://a.example.com", "https://b.example.com"]
                        """).config();
        assertEquals(new Address("::1", 4000), config.listen());
        assertEquals("[::1]:4000", config.listen().toString());
        assertEquals(new Address("0.0.0.0", 4001), config.grpcListen());
        assertEquals(Path.of("/var/lib/otlp2parquet"), config.dataDir());
        Path certificate = directory.resolve("cert.pem");
        assertEquals(new TlsFiles(certificate, directory.resolve("key.pem"), certificate), config.tls());
        assertEquals(LogFormat.TEXT, config.logFormat());
        assertEquals(new Stop(true, 90), config.stop());
        assertEquals(
                "https://a.example.com,https://b.example.com",
                config.variables().get("OTLP2PARQUET_CORS_ALLOWED_ORIGINS"));
    }

    @Test
    void theVariablesAreOnlyThoseOfTheCore() {
        for (String name : given().flag("--data-dir", "x").config().variables().keySet()) {
            assertTrue(ServerSettings.named(name).core(), name);
        }
    }

    @Test
    void theSecondAddressFollowsTheFirst() {
        assertEquals(
                new Address("127.0.0.1", 4317),
                given().flag("--listen", "127.0.0.1:4000").config().grpcListen());
        assertEquals(
                new Address("127.0.0.1", 0),
                given().flag("--listen", "127.0.0.1:0").config().grpcListen());
        assertNull(given().flag("--listen", "127.0.0.1:4317").config().grpcListen());
        assertNull(given().env("GRPC_LISTEN_ADDR", "").config().grpcListen());
        assertNull(given().env("GRPC_LISTEN_ADDR", "off").config().grpcListen());
        assertNull(given().set("server.grpc_listen_addr=").config().grpcListen());
    }

    @Test
    void withoutCredentialsOnlyThisMachineIsServed() {
        Given given = given().noToken().env("ALLOW_ANONYMOUS", "true");
        assertEquals(new Address("127.0.0.1", 4318), given.config().listen());
        assertEquals(List.of(), given.read().warnings());
        given.flag("--listen", ":4318");
        assertEquals(new Address("0.0.0.0", 4318), given.config().listen());
        assertEquals(1, given.read().warnings().size());
        assertTrue(given.read().warnings().get(0).contains("everybody who reaches this address can send"));
    }

    @Test
    void aDevelopmentTokenIsMadeOnceAndKeptForItsOwner() throws Exception {
        Given given = given().noToken().purpose(ConfigInputs.Purpose.DEVELOPMENT);
        Configuration first = given.read();
        assertEquals(List.of(), first.problems());
        String token = first.developmentToken();
        assertTrue(token.matches("[0-9a-f]{32}"));
        assertEquals(token, first.config().variables().get("OTLP2PARQUET_AUTH_TOKEN"));
        assertEquals(new Address("127.0.0.1", 4318), first.config().listen());
        assertEquals(token, given.read().developmentToken());
        Path file = directory.resolve("data/dev-token");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void configuredCredentialsNeedNoDevelopmentToken() {
        assertNull(given().purpose(ConfigInputs.Purpose.DEVELOPMENT).read().developmentToken());
        assertNull(given().noToken()
                .env("ALLOW_ANONYMOUS", "true")
                .purpose(ConfigInputs.Purpose.DEVELOPMENT)
                .read()
                .developmentToken());
        assertFalse(Files.exists(directory.resolve("data")));
    }

    @Test
    void aDevelopmentTokenIsForThisMachineOnly() {
        assertEquals(
                "--dev serves this machine only, but OTLP2PARQUET_LISTEN_ADDR (--listen) is 0.0.0.0:4318; use 127.0.0.1,"
                        + " or set the secret OTLP2PARQUET_AUTH_TOKEN",
                given().noToken()
                        .purpose(ConfigInputs.Purpose.DEVELOPMENT)
                        .flag("--listen", ":4318")
                        .problem());
        assertFalse(Files.exists(directory.resolve("data")));
    }

    @Test
    void readingNeedsNoCredentials() {
        assertEquals(
                List.of(), given().noToken().purpose(ConfigInputs.Purpose.READ).problems());
    }

    @Test
    void theLineEndOfASecretFileIsDropped() throws Exception {
        for (String end : List.of("", "\n", "\r\n")) {
            Files.writeString(directory.resolve("token"), "abc" + end);
            ServerConfig config =
                    given().noToken().env("AUTH_TOKEN_FILE", "token").config();
            assertEquals("abc", config.variables().get("OTLP2PARQUET_AUTH_TOKEN"));
        }
    }
}
