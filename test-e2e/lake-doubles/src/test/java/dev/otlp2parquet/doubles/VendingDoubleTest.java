package dev.otlp2parquet.doubles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otlp2parquet.doubles.VendingDouble.Delegation;
import dev.otlp2parquet.testkit.Versitygw;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The vending double as Iceberg's Java library and plain requests see it. */
@EnabledIfEnvironmentVariable(
        named = Versitygw.VARIABLE,
        matches = ".+",
        disabledReason = "O2P_VERSITYGW is not set: scripts/versitygw builds it and prints its path")
@Tag("server")
class VendingDoubleTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static VendingDouble vending;

    @BeforeAll
    static void start() throws Exception {
        vending = new VendingDouble(folder, S3TablesDouble.Settings.any(), VendingDouble.Client.standard());
        try (IcebergClient client = IcebergClient.of(vending, Map.of())) {
            client.catalog().createNamespace(Namespace.of("otel"));
        }
    }

    @AfterAll
    static void stop() {
        if (vending != null) {
            vending.close();
        }
    }

    @AfterEach
    void reset() {
        vending.delegate(Delegation.STORAGE_CREDENTIALS);
        vending.setCredentialLifetime(Duration.ofHours(1));
        vending.setTokenLifetime(Duration.ofHours(1));
    }

    private static HttpResponse<String> askForToken(Map<String, String> changed) throws Exception {
        Map<String, String> form = new java.util.HashMap<>(Map.of(
                "grant_type", "client_credentials",
                "client_id", vending.client().id(),
                "client_secret", vending.client().secret(),
                "scope", vending.client().scope(),
                "audience", vending.client().audience()));
        form.putAll(changed);
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(vending.tokenUri()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> load(String table, String token, String delegation) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(vending.uri() + "/v1/" + OAuthDoor.PREFIX + "/namespaces/otel/tables/" + table))
                .header("Authorization", "Bearer " + token);
        if (!delegation.isEmpty()) {
            request.header("X-Iceberg-Access-Delegation", delegation);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String token() throws Exception {
        return JSON.readTree(askForToken(Map.of()).body()).get("access_token").asText();
    }

    private static Keys keys(JsonNode config) {
        return new Keys(
                config.get("s3.access-key-id").asText(),
                config.get("s3.secret-access-key").asText(),
                config.get("s3.session-token").asText(),
                config.get("s3.session-token-expires-at-ms").asLong(),
                "");
    }

    private static String object(String location) {
        return vending.s3Endpoint() + location.substring("s3:/".length());
    }

    @ParameterizedTest
    @EnumSource(names = "REMOTE_SIGNING", mode = EnumSource.Mode.EXCLUDE)
    void icebergsJavaLibraryWritesAndReadsWithVendedKeysOnly(Delegation delegation) throws Exception {
        vending.delegate(delegation);
        TableIdentifier name =
                TableIdentifier.of("otel", "by_" + delegation.name().toLowerCase(java.util.Locale.ROOT));
        try (IcebergClient client = IcebergClient.of(vending, Map.of())) {
            Table table = client.catalog().createTable(name, IcebergClient.SCHEMA);
            IcebergClient.append(table, 1, 3);
            assertEquals(List.of(1L, 2L, 3L), client.ids(name));
        }
    }

    private static Table create(IcebergClient client, String name) {
        return client.catalog().createTable(TableIdentifier.of("otel", name), IcebergClient.SCHEMA);
    }

    @Test
    void keysOpenTheirTableOnlyAndExpire() throws Exception {
        try (IcebergClient client = IcebergClient.of(vending, Map.of())) {
            String mine = create(client, "mine").location();
            String others = create(client, "mine2").location();
            JsonNode answer =
                    JSON.readTree(load("mine", token(), "vended-credentials").body());
            JsonNode place = answer.get("config");
            assertEquals(vending.s3Endpoint(), place.get("s3.endpoint").asText());
            assertEquals("true", place.get("s3.path-style-access").asText());
            assertEquals("us-east-1", place.get("client.region").asText());
            JsonNode entry = answer.at("/storage-credentials/0");
            assertEquals(mine, entry.get("prefix").asText());
            JsonNode config = entry.get("config");
            SignedCall call = SignedCall.s3(keys(config));

            assertEquals(
                    200, call.put(object(mine) + "/data/x", "text", Map.of()).statusCode());
            assertEquals("text", call.get(object(mine) + "/data/x").body());
            HttpResponse<String> refused = call.put(object(others) + "/data/x", "text", Map.of());
            assertEquals(403, refused.statusCode());
            assertTrue(refused.body().contains("<Code>AccessDenied</Code>"), refused.body());

            vending.setCredentialLifetime(Duration.ZERO);
            JsonNode old = JSON.readTree(
                            load("mine", token(), "vended-credentials").body())
                    .at("/storage-credentials/0/config");
            HttpResponse<String> expired = SignedCall.s3(keys(old)).get(object(mine) + "/data/x");
            assertEquals(400, expired.statusCode());
            assertTrue(expired.body().contains("<Code>ExpiredToken</Code>"), expired.body());
        }
    }

    @Test
    void ofSeveralPrefixesTheLongestHasTheRightKeys() throws Exception {
        vending.delegate(Delegation.SEVERAL);
        try (IcebergClient client = IcebergClient.of(vending, Map.of())) {
            String location = create(client, "several").location();
            JsonNode entries = JSON.readTree(
                            load("several", token(), "vended-credentials").body())
                    .get("storage-credentials");
            assertEquals(3, entries.size());
            for (JsonNode entry : entries) {
                int expected = entry.get("prefix").asText().equals(location) ? 200 : 403;
                SignedCall call = SignedCall.s3(keys(entry.get("config")));
                assertEquals(
                        expected,
                        call.put(object(location) + "/data/x", "text", Map.of()).statusCode());
            }
        }
    }

    @Test
    void thereAreNoKeysWithoutTheHeaderAndWithRemoteSigning() throws Exception {
        try (IcebergClient client = IcebergClient.of(vending, Map.of())) {
            create(client, "bare");
        }
        String plain = load("bare", token(), "").body();
        assertFalse(plain.contains("s3."), plain);
        vending.delegate(Delegation.REMOTE_SIGNING);
        JsonNode remote = JSON.readTree(
                load("bare", token(), "vended-credentials,remote-signing").body());
        assertEquals("true", remote.at("/config/s3.remote-signing-enabled").asText());
        assertFalse(remote.toString().contains("s3.access-key-id"), remote.toString());
    }

    @Test
    void theTokenEndpointChecksTheClientItsScopeAndAudience() throws Exception {
        assertEquals(200, askForToken(Map.of()).statusCode());
        Map<Map<String, String>, String> refusals = Map.of(
                Map.of("client_secret", "another"), "401 invalid_client",
                Map.of("client_id", "another"), "401 invalid_client",
                Map.of("scope", "catalog"), "400 invalid_scope",
                Map.of("audience", "another"), "400 invalid_target",
                Map.of("grant_type", "password"), "400 unsupported_grant_type");
        for (Map.Entry<Map<String, String>, String> refusal : refusals.entrySet()) {
            HttpResponse<String> answer = askForToken(refusal.getKey());
            assertEquals(
                    refusal.getValue(),
                    answer.statusCode() + " "
                            + JSON.readTree(answer.body()).get("error").asText());
        }
        assertThrows(
                NotAuthorizedException.class,
                () -> IcebergClient.of(
                        vending, Map.of("credential", vending.client().id() + ":another")));
    }

    @Test
    void tokensAreNeededAndExpire() throws Exception {
        try (IcebergClient client = IcebergClient.of(vending, Map.of())) {
            create(client, "guarded");
        }
        assertEquals(401, load("guarded", "another", "").statusCode());
        String token = token();
        assertEquals(200, load("guarded", token, "").statusCode());
        vending.expireTokens();
        assertEquals(401, load("guarded", token, "").statusCode());
        vending.setTokenLifetime(Duration.ZERO);
        assertEquals(401, load("guarded", token(), "").statusCode());
    }
}
