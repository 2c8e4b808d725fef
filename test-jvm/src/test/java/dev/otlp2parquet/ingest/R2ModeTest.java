package dev.otlp2parquet.ingest;

import static dev.otlp2parquet.ingest.TestHost.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.jvm.PatientHttpClient;
import dev.otlp2parquet.platform.Binary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The mode {@code r2}: its address, and its limits of 20 commits to a table in a minute. */
class R2ModeTest {

    private static final String ACCOUNT = "0123456789abcdef0123456789abcdef";
    private static final String ADDRESS = "https://catalog.cloudflarestorage.com/" + ACCOUNT + "/" + Lake.BUCKET;

    @RegisterExtension
    static final Lake lake = new Lake("r2");

    private final String namespace = lake.newNamespace();
    private final LakeIsolate isolate = new LakeIsolate(
            lake, namespace, "CATALOG_MODE", "r2", "R2_ACCOUNT_ID", ACCOUNT, "R2_API_TOKEN", Lake.TOKEN);
    /** Virtual times of all commits. */
    private final List<Long> commits = new ArrayList<>();
    /** Of the next commit, if the catalog is to refuse it. */
    private String retryAfter;

    R2ModeTest() {
        PatientHttpClient client = new PatientHttpClient();
        isolate.httpThrough(request -> {
            assertTrue(request.url().startsWith(ADDRESS + "/v1/"), request.url());
            if (request.method().equals("POST") && request.url().endsWith("/tables/logs")) {
                commits.add(isolate.clock().unixMillis());
                if (retryAfter != null) {
                    Map<String, String> headers = Map.of("retry-after", retryAfter);
                    retryAfter = null;
                    return new dev.otlp2parquet.platform.http.HttpResponse(429, headers, Binary.of(new byte[0]));
                }
            }
            return client.send(request.to(lake.harness().uri() + request.url().substring(ADDRESS.length())));
        });
    }

    private HttpAnswer post(String body) {
        return isolate.post("/v1/logs", Telemetry.logs("cart", Telemetry.log(NOW, body)));
    }

    @Test
    void requestsThatFollowEachOtherWaitSoThatNoMinuteHasMoreThanTwentyCommits() {
        long begun = isolate.clock().unixMillis();
        for (int i = 0; i < 30; i++) {
            assertEquals("true", post("body " + i).header("otlp2parquet-committed"));
        }
        assertEquals(30, commits.size());
        assertEquals(begun, commits.get(4), "a burst passes at once");
        for (int i = 20; i < 30; i++) {
            assertTrue(commits.get(i) - commits.get(i - 20) >= 60_000, commits.toString());
        }
        assertEquals(30, lake.rows(namespace, "logs").size());
    }

    @Test
    void aCatalogThatAsksForAMinuteGetsItAndRequestsAreToldMeanwhile() {
        assertEquals("true", post("first").header("otlp2parquet-committed"));
        retryAfter = "60";
        HttpAnswer refused = post("second");
        assertEquals(200, refused.status());
        assertEquals("false", refused.header("otlp2parquet-committed"));
        assertTrue(
                isolate.log().text("commit_reason").contains("HTTP 429"),
                isolate.log().text("commit_reason"));
        assertEquals("false", post("third").header("otlp2parquet-committed"));
        assertEquals(2, commits.size(), "nothing is sent while the catalog wants none");

        isolate.clock().sleep(60_000);
        assertEquals("true", post("third").header("otlp2parquet-committed"));
        assertEquals(List.of("first", "third"), lake.texts(namespace, "logs", "Body"));
    }

    @Test
    void tablesAreCreatedWithoutPropertiesThatTheCatalogRefuses() {
        assertEquals("true", post("first").header("otlp2parquet-committed"));
        for (String property : lake.table(namespace, "logs").properties().keySet()) {
            assertTrue(!property.startsWith("write.metadata.") && !property.equals("write.data.path"), property);
        }
    }
}
