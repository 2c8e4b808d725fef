package dev.otlp2parquet.iceberg.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.iceberg.jvm.LakeOfClients;
import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.jvm.PatientHttpClient;
import dev.otlp2parquet.platform.Backoff;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpFailure;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against the real catalog, and against answers that the real catalog does not give. */
class RestCatalogTest {

    @RegisterExtension
    static final LakeOfClients lake = new LakeOfClients("rest", 5);

    @Test
    void aTableThatIsMissingIsCreatedWithItsNamespaceAndFoundTheNextTime() {
        TableIdentifier name = new TableIdentifier(List.of("fresh"), "logs");
        RestCatalog client = lake.client();
        assertNull(client.loadTable(name));
        TableMetadata created = client.loadOrCreateTable(name, LakeOfClients.definition(3));
        TableMetadata found = lake.client().loadOrCreateTable(name, LakeOfClients.definition(3));
        assertEquals(created.uuid(), found.uuid());
        assertEquals(3, found.formatVersion());
        assertEquals("s3://telemetry/__r2_data_catalog/w/fresh/logs", found.location());
        Table table = lake.table(name);
        assertEquals(
                "1000: Timestamp_hour: hour(1)", table.spec().fields().get(0).toString());
        assertEquals(
                List.of("identity(2) ASC NULLS FIRST", "identity(1) ASC NULLS FIRST"),
                table.sortOrder().fields().stream().map(Object::toString).toList());
        assertEquals(
                List.of(
                        "1: Timestamp: required timestamptz",
                        "2: ServiceName: required string",
                        "3: Count: optional int",
                        "4: Value: optional double",
                        "5: Attributes: required map<string, string>"),
                table.schema().columns().stream().map(Object::toString).toList());
    }

    private static ClientCredentials client(String secret) {
        OAuth2Client client =
                new OAuth2Client(lake.harness().uri() + "/v1/oauth/tokens", "client", secret, "catalog", "");
        return new ClientCredentials(client, new RestSession(), new PatientHttpClient(), lake.clock());
    }

    @Test
    void clientCredentialsGetATokenAndAnotherOneWhenItExpires() {
        ClientCredentials credentials = client("secret");
        RestCatalog client = lake.client(credentials, 10_000);
        try {
            TableIdentifier name = TableIdentifier.of("oauth", "t");
            client.loadOrCreateTable(name, LakeOfClients.definition(2));
            lake.harness().expireTokens();
            assertEquals(2, client.loadTable(name).formatVersion());
        } finally {
            lake.harness().acceptToken(LakeOfClients.TOKEN);
        }
    }

    @Test
    void wrongClientCredentialsAreNamedAndNotShown() {
        ClientCredentials credentials = client("who is secret?");
        CatalogException refused = assertThrows(
                CatalogException.class, () -> lake.client(credentials, 10_000).loadTable(TableIdentifier.of("a", "b")));
        assertEquals(CatalogException.Kind.UNAUTHORIZED, refused.kind());
        assertEquals(
                "no token from " + lake.harness().uri() + "/v1/oauth/tokens: HTTP 401 invalid_client: ***",
                refused.getMessage());
    }

    @Test
    void aWrongTokenIsUnauthorizedAndNotTriedAgain() {
        int before = lake.harness().requests();
        CatalogException refused = assertThrows(
                CatalogException.class,
                () -> lake.client(Authorization.bearer("wrong"), 10_000).loadTable(TableIdentifier.of("a", "b")));
        assertEquals(CatalogException.Kind.UNAUTHORIZED, refused.kind());
        assertEquals("read the catalog's configuration: HTTP 401: Authentication error", refused.getMessage());
        assertEquals(before + 1, lake.harness().requests());
    }

    /** Answers from a list; null is no answer. */
    private static final class Script implements HttpClient {

        private final Deque<HttpResponse> answers = new ArrayDeque<>();
        private final List<HttpRequest> requests = new ArrayList<>();
        private int failures;

        Script answer(int status, String body, String... headers) {
            Map<String, String> map = headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]);
            answers.add(new HttpResponse(status, map, Binary.of(body.getBytes(StandardCharsets.UTF_8))));
            return this;
        }

        Script fail(int times) {
            failures += times;
            return this;
        }

        @Override
        public HttpResponse send(HttpRequest request) {
            requests.add(request);
            if (failures > 0) {
                failures--;
                throw new HttpFailure("connection reset, with token-abc in the message");
            }
            return answers.remove();
        }

        RestCatalog client() {
            return new RestCatalog(
                    this,
                    Authorization.bearer("token-abc"),
                    RestOptions.of("https://catalog.example/a/", "my warehouse").withRetries(3, new Backoff(100, 1000)),
                    lake.clock(),
                    lake.random());
        }
    }

    private static final String CONFIG = "{\"defaults\":{\"prefix\":\"x\"},\"overrides\":{\"prefix\":\"arn%3Aaws\"}}";

    @Test
    void thePrefixOfTheConfigurationIsUsedAsItIsAndNamesAreEncoded() {
        Script script = new Script().answer(200, CONFIG).answer(404, "");
        assertNull(script.client().loadTable(new TableIdentifier(List.of("a b", "c/d"), "t%")));
        assertEquals(
                "GET https://catalog.example/a/v1/config?warehouse=my%20warehouse",
                script.requests.get(0).toString());
        assertEquals(
                "GET https://catalog.example/a/v1/arn%3Aaws/namespaces/a%20b%1Fc%2Fd/tables/t%25",
                script.requests.get(1).toString());
        assertEquals("Bearer token-abc", script.requests.get(1).headers().get("authorization"));
    }

    @Test
    void readsAreRepeatedWithGrowingWaitsAndThenGivenUp() {
        Script script = new Script().answer(200, CONFIG);
        RestCatalog client = script.client();
        script.answer(404, "");
        client.loadTable(TableIdentifier.of("n", "t"));
        int slept = lake.clock().sleeps().size();
        script.answer(503, "<html>bad gateway</html>")
                .answer(429, "slow down")
                .answer(500, "")
                .answer(502, "no luck");
        CatalogException unavailable =
                assertThrows(CatalogException.class, () -> client.loadTable(TableIdentifier.of("n", "t")));
        assertEquals("load table n.t: HTTP 502: no luck", unavailable.getMessage());
        List<Long> waits =
                lake.clock().sleeps().subList(slept, lake.clock().sleeps().size());
        assertEquals(3, waits.size());
        for (int i = 0; i < 3; i++) {
            long whole = 100L << i;
            assertTrue(waits.get(i) >= whole / 2 && waits.get(i) <= whole, waits.toString());
        }
    }

    @Test
    void aWaitThatIsTooLongIsLeftToTheCaller() {
        Script script = new Script().answer(200, CONFIG).answer(429, "{}", "retry-after", "60");
        CatalogException throttled =
                assertThrows(CatalogException.class, () -> script.client().loadTable(TableIdentifier.of("n", "t")));
        assertEquals(CatalogException.Kind.THROTTLED, throttled.kind());
        assertEquals(60_000, throttled.retryAfterMillis());
    }

    @Test
    void messagesHoldNoToken() {
        Script script = new Script().fail(4);
        CatalogException failure =
                assertThrows(CatalogException.class, () -> script.client().loadTable(TableIdentifier.of("n", "t")));
        assertEquals(
                "read the catalog's configuration: connection reset, with *** in the message", failure.getMessage());
        assertFalse(script.requests.get(0).toString().contains("token-abc"));
    }

    @Test
    void errorsOfEveryShapeAreQuoted() {
        assertEquals(
                "load table n.t: HTTP 400 ValidationException: no such column",
                failure(
                        400,
                        "{\"error\":{\"message\":\"no such column\",\"type\":\"ValidationException\",\"code\":400}}"));
        assertEquals(
                "load table n.t: HTTP 403: wrong scope",
                failure(403, "{\"success\":false,\"errors\":[{\"code\":10000,\"message\":\"wrong scope\"}]}"));
        assertEquals("load table n.t: HTTP 403: plain words", failure(403, "plain words"));
        assertEquals("load table n.t: HTTP 400", failure(400, ""));
    }

    private static String failure(int status, String body) {
        Script script = new Script().answer(200, CONFIG).answer(status, body);
        return assertThrows(CatalogException.class, () -> script.client().loadTable(TableIdentifier.of("n", "t")))
                .getMessage();
    }

    @Test
    void anAnswerThatIsNoMetadataIsNotTakenForATable() {
        Script script = new Script().answer(200, CONFIG).answer(200, "{\"metadata\":{\"format-version\":2}}");
        CatalogException failure =
                assertThrows(CatalogException.class, () -> script.client().loadTable(TableIdentifier.of("n", "t")));
        assertEquals(CatalogException.Kind.UNAVAILABLE, failure.kind());
        assertTrue(failure.getMessage().contains("member \"table-uuid\": expected a string"), failure.getMessage());
    }

    @Test
    void aCatalogThatMovesToPlainHttpIsRefused() {
        Script script = new Script().answer(200, "{\"overrides\":{\"uri\":\"http://elsewhere\"}}");
        CatalogException failure =
                assertThrows(CatalogException.class, () -> script.client().loadTable(TableIdentifier.of("n", "t")));
        assertTrue(
                failure.getMessage().contains("the catalog moves to another host, http://elsewhere: it gets no token"),
                failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/a",
                "https://catalog.example.evil.example/a",
                "https://catalog.example:444/a",
                "http://catalog.example/a",
                "https://catalog.example@evil.example/a",
                "https://catalog.example\\\\@evil.example/a",
                "https://evil.example\\\\.catalog.example",
                "https:/catalog.example/a",
                "//catalog.example/a",
                "",
                "https://catalog.example/a/../../admin",
                "https://catalog.example/a/%2e%2E/admin",
                "https://catalog.example/a?x=",
                "https://catalog.example/a#"
            })
    void aCatalogThatMovesElsewhereGetsNoToken(String uri) {
        Script script = new Script().answer(200, "{\"overrides\":{\"uri\":\"" + uri + "\"}}");
        assertThrows(CatalogException.class, () -> script.client().loadTable(TableIdentifier.of("n", "t")));
        assertEquals(1, script.requests.size(), "nothing is sent there: " + script.requests);
    }

    @Test
    void aCatalogMayMoveToAnotherPathOfItsHost() {
        Script script = new Script()
                .answer(200, "{\"overrides\":{\"uri\":\"https://Catalog.example:443/other/\"}}")
                .answer(404, "");
        assertNull(script.client().loadTable(TableIdentifier.of("n", "t")));
        assertEquals(
                "GET https://Catalog.example:443/other/v1/namespaces/n/tables/t",
                script.requests.get(1).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../admin",
                "..",
                "a/../b",
                "a/./b",
                "a//b",
                "%2e%2e/admin",
                "a/.%2E/b",
                "a/%252e%252e/b",
                "a%2F..%2Fb",
                "a%5c..%5cb",
                "a\\\\b",
                "a%00b",
                "a\\nb",
                "%c0%ae%c0%ae/admin",
                "a?b",
                "a#b",
                "a b"
            })
    void aPrefixThatLeadsElsewhereIsRefused(String prefix) {
        for (String kind : new String[] {"defaults", "overrides"}) {
            Script script = new Script().answer(200, "{\"" + kind + "\":{\"prefix\":\"" + prefix + "\"}}");
            CatalogException refused =
                    assertThrows(CatalogException.class, () -> script.client().loadTable(TableIdentifier.of("n", "t")));
            assertTrue(refused.getMessage().contains("prefix that is refused"), refused.getMessage());
            assertEquals(1, script.requests.size());
        }
    }

    @Test
    void aRedirectIsAnErrorAndNothingIsSentToItsTarget() {
        Script script = new Script().answer(200, CONFIG).answer(307, "", "location", "https://evil.example/");
        CatalogException refused =
                assertThrows(CatalogException.class, () -> script.client().loadTable(TableIdentifier.of("n", "t")));
        assertEquals(CatalogException.Kind.INVALID, refused.kind());
        assertEquals(2, script.requests.size());
    }

    private static final String METADATA = """
            {"metadata":{"format-version":2,"table-uuid":"u","location":"s3://b/t","default-spec-id":0,
             "schemas":[{"schema-id":0,"type":"struct","fields":[]}],"partition-specs":[{"spec-id":0,"fields":[]}]}""";

    @Test
    void aTokenThatATableComesWithIsUsedForThatTableUntilItIsRefused() {
        Script script = new Script()
                .answer(200, CONFIG)
                .answer(200, METADATA + ",\"config\":{\"token\":\"of-the-table\",\"s3.region\":\"auto\"}}")
                .answer(200, METADATA + "}")
                .answer(404, "")
                .answer(200, METADATA + ",\"config\":{\"token\":\"of-the-table\"}}")
                .answer(401, "expired")
                .answer(400, "no of-the-table here");
        RestCatalog client = script.client();
        TableIdentifier table = TableIdentifier.of("n", "t");
        client.loadTable(table);
        client.loadTable(table);
        client.loadTable(TableIdentifier.of("n", "other"));
        client.loadTable(table);
        CatalogException refused = assertThrows(CatalogException.class, () -> client.commit(table, new JsonObject()));
        assertEquals(
                List.of(
                        "Bearer token-abc",
                        "Bearer token-abc",
                        "Bearer of-the-table",
                        "Bearer token-abc",
                        "Bearer token-abc",
                        "Bearer of-the-table",
                        "Bearer token-abc"),
                script.requests.stream()
                        .map(request -> request.headers().get("authorization"))
                        .toList());
        assertEquals(CatalogException.Kind.INVALID, refused.kind());
    }

    @Test
    void messagesHoldNoTokenOfATable() {
        Script script = new Script()
                .answer(200, CONFIG)
                .answer(200, METADATA + ",\"config\":{\"token\":\"of-the-table\"}}")
                .answer(400, "no of-the-table here");
        RestCatalog client = script.client();
        TableIdentifier table = TableIdentifier.of("n", "t");
        client.loadTable(table);
        assertEquals(
                "load table n.t: HTTP 400: no *** here",
                assertThrows(CatalogException.class, () -> client.loadTable(table))
                        .getMessage());
    }

    @Test
    void requestsThatChangeSomethingHaveAKeyWhereTheCatalogAsksForOne() {
        String config = "{\"defaults\":{},\"overrides\":{},\"idempotency-key-lifetime\":\"PT30M\"}";
        Script script = new Script()
                .answer(200, config)
                .answer(503, "")
                .answer(200, "{}")
                .answer(404, "")
                .answer(503, "");
        RestCatalog client = script.client();
        client.createNamespace(List.of("n"));
        client.loadTable(TableIdentifier.of("n", "t"));
        assertThrows(CatalogException.class, () -> client.commit(TableIdentifier.of("n", "t"), new JsonObject()));
        List<String> keys = new ArrayList<>();
        script.requests.forEach(
                request -> keys.add(String.valueOf(request.headers().get("idempotency-key"))));
        assertEquals("null", keys.get(0));
        assertEquals(7, java.util.UUID.fromString(keys.get(1)).version());
        assertEquals(2, java.util.UUID.fromString(keys.get(1)).variant());
        assertEquals(keys.get(1), keys.get(2), "the same request again");
        assertEquals("null", keys.get(3));
        assertEquals(7, java.util.UUID.fromString(keys.get(4)).version());
        assertFalse(keys.get(4).equals(keys.get(1)));
        long millis = java.util.UUID.fromString(keys.get(4)).getMostSignificantBits() >>> 16;
        assertTrue(Math.abs(millis - System.currentTimeMillis()) < 3_600_000, "the time: " + millis);
    }
}
