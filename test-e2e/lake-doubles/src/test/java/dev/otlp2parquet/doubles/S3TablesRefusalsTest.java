package dev.otlp2parquet.doubles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.testkit.Versitygw;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What the double of S3 Tables refuses, to Iceberg's Java library and to plain requests that the AWS SDK has signed. */
@EnabledIfEnvironmentVariable(
        named = Versitygw.VARIABLE,
        matches = ".+",
        disabledReason = "O2P_VERSITYGW is not set: scripts/versitygw builds it and prints its path")
@Tag("server")
class S3TablesRefusalsTest {

    @TempDir
    private static Path folder;

    private static S3TablesDouble tables;
    private static IcebergClient client;

    @BeforeAll
    static void start() throws Exception {
        tables = new S3TablesDouble(folder, S3TablesDouble.Settings.any());
        client = IcebergClient.of(tables, tables.keys(), Map.of());
        client.catalog().createNamespace(Namespace.of("otel"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (tables != null) {
            client.close();
            tables.close();
        }
    }

    @AfterEach
    void allowAll() {
        tables.allowNamespaces(true);
        tables.allowConditionalPuts(true);
    }

    private static Keys changed(Keys keys, String id, String secret, String token) {
        return new Keys(id, secret, token, keys.expiresAtMillis(), keys.scope());
    }

    private static String config() {
        return tables.uri() + "/v1/config?warehouse="
                + tables.warehouse().replace(":", "%3A").replace("/", "%2F");
    }

    private static void assertRefused(int status, String type, String message, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(type, answer.headers().firstValue("x-amzn-errortype").orElse(""));
        assertTrue(answer.body().startsWith("{\"message\":\"" + message), answer.body());
    }

    @Test
    void anAcceptedRequestGetsThePrefix() throws Exception {
        HttpResponse<String> answer = SignedCall.s3Tables(tables.keys()).get(config());
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(
                answer.body()
                        .contains("\"overrides\":{\"prefix\":\"arn%3Aaws%3As3tables%3Aus-east-1%3A111122223333%3A"
                                + "bucket%2Ftelemetry\"}"),
                answer.body());
    }

    @Test
    void aWrongSecretIsRefused() throws Exception {
        Keys wrong = changed(tables.keys(), tables.keys().accessKeyId(), "another", "");
        assertRefused(
                403,
                "InvalidSignatureException",
                "The request signature we calculated does not match",
                SignedCall.s3Tables(wrong).get(config()));
        assertThrows(ForbiddenException.class, () -> IcebergClient.of(tables, wrong, Map.of()));
    }

    @Test
    void anUnknownKeyIsRefused() throws Exception {
        Keys unknown = changed(tables.keys(), "AKIDNOBODY", "another", "");
        assertRefused(
                403,
                "UnrecognizedClientException",
                "The security token included in the request is invalid",
                SignedCall.s3Tables(unknown).get(config()));
    }

    @Test
    void anotherServiceAndAnotherRegionAreRefused() throws Exception {
        assertRefused(
                403,
                "InvalidSignatureException",
                "Credential should be scoped to correct service: expected s3tables, found s3",
                new SignedCall("s3", "us-east-1", tables.keys(), Duration.ZERO).get(config()));
        assertRefused(
                403,
                "InvalidSignatureException",
                "Credential should be scoped to a valid region: expected us-east-1, found eu-west-1",
                new SignedCall("s3tables", "eu-west-1", tables.keys(), Duration.ZERO).get(config()));
        assertThrows(
                ForbiddenException.class,
                () -> IcebergClient.of(tables, tables.keys(), Map.of("rest.signing-name", "glue")));
    }

    @Test
    void aRequestWithoutASignatureIsRefused() throws Exception {
        assertThrows(
                ForbiddenException.class,
                () -> IcebergClient.of(tables, tables.keys(), Map.of("rest.sigv4-enabled", "false")));
    }

    @Test
    void sessionTokensAreNeededAndExpire() throws Exception {
        Keys issued = tables.issueKeys(Duration.ofHours(1));
        assertEquals(200, SignedCall.s3Tables(issued).get(config()).statusCode());
        assertRefused(
                403,
                "UnrecognizedClientException",
                "The security token included in the request is invalid",
                SignedCall.s3Tables(changed(issued, issued.accessKeyId(), issued.secretAccessKey(), ""))
                        .get(config()));
        assertRefused(
                403,
                "UnrecognizedClientException",
                "The security token included in the request is invalid",
                SignedCall.s3Tables(changed(issued, issued.accessKeyId(), issued.secretAccessKey(), "another"))
                        .get(config()));
        tables.expireKeys(issued);
        assertRefused(
                403,
                "ExpiredTokenException",
                "The security token included in the request is expired",
                SignedCall.s3Tables(issued).get(config()));
        assertRefused(
                403,
                "ExpiredTokenException",
                "The security token included in the request is expired",
                SignedCall.s3Tables(tables.issueKeys(Duration.ZERO)).get(config()));
    }

    @Test
    void aClockThatIsOffByMoreThanFiveMinutesIsRefusedAndToldTheTime() throws Exception {
        for (Duration error : new Duration[] {Duration.ofMinutes(-6), Duration.ofMinutes(6)}) {
            HttpResponse<String> answer = new SignedCall("s3tables", "us-east-1", tables.keys(), error).get(config());
            assertRefused(403, "InvalidSignatureException", "Signature ", answer);
            Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                    answer.headers().firstValue("date").orElseThrow(), Instant::from);
            assertTrue(Duration.between(date, Instant.now()).abs().toMinutes() < 1, date.toString());
        }
        assertEquals(
                200,
                new SignedCall("s3tables", "us-east-1", tables.keys(), Duration.ofMinutes(4))
                        .get(config())
                        .statusCode());
    }

    @Test
    void anotherBodyThanTheSignedIsRefused() throws Exception {
        String namespaces =
                tables.uri() + "/v1/" + tables.warehouse().replace(":", "%3A").replace("/", "%2F") + "/namespaces";
        HttpResponse<String> answer = SignedCall.s3Tables(tables.keys())
                .send("POST", namespaces, "{\"namespace\":[\"signed\"]}", "{\"namespace\":[\"sent\"]}", Map.of());
        assertRefused(403, "InvalidSignatureException", "The provided 'x-amz-content-sha256' header", answer);
    }

    @Test
    void anotherWarehouseIsRefused() throws Exception {
        SignedCall call = SignedCall.s3Tables(tables.keys());
        assertEquals(400, call.get(tables.uri() + "/v1/config").statusCode());
        assertRefused(
                403,
                "AccessDeniedException",
                "no access to the table bucket",
                call.get(config().replace("telemetry", "another")));
        assertRefused(
                403,
                "AccessDeniedException",
                "expected the prefix of the configuration, found another",
                call.get(tables.uri() + "/v1/another/namespaces"));
    }

    @Test
    void namespacesMayBeForbidden() {
        Namespace fresh = Namespace.of("fresh");
        tables.allowNamespaces(false);
        assertThrows(ForbiddenException.class, () -> client.catalog().createNamespace(fresh));
        tables.allowNamespaces(true);
        client.catalog().createNamespace(fresh);
        assertThrows(AlreadyExistsException.class, () -> client.catalog().createNamespace(fresh));
    }

    @Test
    void namesAreInLowerCaseAndNamespacesOfOneLevel() {
        for (String name : new String[] {"Logs", "logs-1", "lögs", "_logs"}) {
            assertThrows(
                    BadRequestException.class,
                    () -> client.catalog().createTable(TableIdentifier.of("otel", name), IcebergClient.SCHEMA),
                    name);
            assertThrows(BadRequestException.class, () -> client.catalog().createNamespace(Namespace.of(name)), name);
        }
        assertThrows(BadRequestException.class, () -> client.catalog().createNamespace(Namespace.of("otel", "logs")));
    }

    @Test
    void aTableNeedsItsNamespace() {
        assertThrows(
                NoSuchNamespaceException.class,
                () -> client.catalog().createTable(TableIdentifier.of("nowhere", "logs"), IcebergClient.SCHEMA));
    }

    @Test
    void locationsAndStagedCreationAreRefused() {
        TableIdentifier name = TableIdentifier.of("otel", "located");
        assertThrows(
                BadRequestException.class,
                () -> client.catalog()
                        .buildTable(name, IcebergClient.SCHEMA)
                        .withLocation("s3://mine/located")
                        .create());
        assertThrows(
                BadRequestException.class,
                () -> client.catalog().buildTable(name, IcebergClient.SCHEMA).createTransaction());
        client.catalog().createTable(name, IcebergClient.SCHEMA);
        assertThrows(
                BadRequestException.class,
                () -> client.catalog()
                        .loadTable(name)
                        .updateLocation()
                        .setLocation("s3://mine/located")
                        .commit());
    }

    @Test
    void aTableWithoutMetadataCannotBeLoadedOrCreated() {
        TableIdentifier name = TableIdentifier.of("otel", "empty");
        tables.addTableWithoutMetadata("otel", "empty");
        assertThrows(BadRequestException.class, () -> client.catalog().loadTable(name));
        assertThrows(AlreadyExistsException.class, () -> client.catalog().createTable(name, IcebergClient.SCHEMA));
    }

    @Test
    void aTableIsDroppedWithItsFilesOnly() {
        TableIdentifier name = TableIdentifier.of("otel", "dropped");
        client.catalog().createTable(name, IcebergClient.SCHEMA);
        assertThrows(BadRequestException.class, () -> client.catalog().dropTable(name, false));
        assertTrue(client.catalog().dropTable(name, true));
    }
}
