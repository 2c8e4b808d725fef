package dev.otlp2parquet.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.jvm.PatientHttpClient;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the AWS Glue Data Catalog wants, over Iceberg's own catalog server: signatures for the service {@code glue}, and a location of
 * each new table, which is not one of {@code s3a}. The signatures themselves are compared with botocore's elsewhere.
 */
class GlueTest {

    @RegisterExtension
    static final Lake lake = new Lake("glue");

    private final String namespace = lake.newNamespace();
    private final String place = "s3://" + Lake.BUCKET + "/" + Lake.WAREHOUSE + "glue";
    private final List<String> locations = new ArrayList<>();
    private final HttpClient forward = new PatientHttpClient();
    private final LakeIsolate isolate = new LakeIsolate(
            lake,
            namespace,
            "CATALOG_MODE",
            "glue",
            "S3_REGION",
            "eu-central-1",
            "S3_BUCKET",
            Lake.BUCKET,
            "S3_ACCESS_KEY_ID",
            "AKIA",
            "S3_SECRET_ACCESS_KEY",
            "key",
            "CATALOG_DATA_LOCATION",
            place);

    /** Glue in front of the harness. */
    private HttpResponse glue(HttpRequest request) {
        String authorization = request.headers().getOrDefault("authorization", "");
        if (!authorization.startsWith("AWS4-HMAC-SHA256 Credential=AKIA/")
                || !authorization.contains("/eu-central-1/glue/aws4_request, SignedHeaders=")) {
            return refusal(403, "AccessDeniedException", "Missing Authentication Token");
        }
        if (request.method().equals("POST") && request.url().endsWith("/tables")) {
            JsonObject table = JsonValue.parseObject(request.body().array());
            String location = table.stringOr("location", "");
            if (!location.startsWith("s3://")) {
                return refusal(400, "InvalidInputException", "Table location must be an s3 URI");
            }
            locations.add(location);
        }
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.put("authorization", "Bearer " + Lake.TOKEN);
        return forward.send(new HttpRequest(
                request.method(),
                request.url(),
                headers,
                request.body(),
                request.timeoutMillis(),
                request.maxAnswerBytes()));
    }

    private static HttpResponse refusal(int status, String type, String message) {
        String body = "{\"error\":{\"code\":" + status + ",\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}";
        return new HttpResponse(status, Map.of(), Binary.of(Utf8.encode(body)));
    }

    private HttpAnswer post(String body) {
        return isolate.post("/v1/logs", Telemetry.logs("cart", Telemetry.log(TestHost.NOW + 1, body)));
    }

    @Test
    void aTableIsMadeWhereTheConfigurationSaysAndWrittenTo() {
        isolate.httpThrough(this::glue);
        for (String body : List.of("a", "b", "a")) {
            HttpAnswer answer = post(body);
            assertEquals(200, answer.status(), isolate.log().lines()::toString);
            assertEquals(
                    "true",
                    answer.header("otlp2parquet-committed"),
                    isolate.log().lines()::toString);
        }
        assertEquals(List.of(place + "/" + namespace + "/logs"), locations);
        assertEquals(List.of("a", "b"), lake.texts(namespace, "logs", "Body"));
        assertEquals(
                place + "/" + namespace + "/logs",
                lake.harness()
                        .catalog()
                        .loadTable(TableIdentifier.of(namespace, "logs"))
                        .location());
    }

    @Test
    void aRefusalIsQuoted() {
        isolate.httpThrough(
                request -> refusal(403, "AccessDeniedException", "not authorized to perform: glue:GetCatalog"));
        HttpAnswer answer = post("a");
        assertEquals(503, answer.status());
        assertTrue(
                isolate.log().lines().toString().contains("not authorized to perform: glue:GetCatalog"),
                isolate.log().lines()::toString);
    }
}
