package dev.otlp2parquet.iceberg.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.otlp2parquet.iceberg.table.TableIdentifier;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a catalog gives for the storage of a table, and for which locations. */
class TableAccessTest {

    private static final TableIdentifier TABLE = TableIdentifier.of("otel", "logs");

    private static TableAccess access(String json) {
        return TableAccess.of(json.getBytes(StandardCharsets.UTF_8));
    }

    private static StorageCredential found(String json, String location) {
        RestSession session = new RestSession();
        session.learn(TABLE, access(json));
        return session.storageCredential(TABLE, location);
    }

    @Test
    void polarisHasTheKeysInOnePlaceAndTheAddressInAnother() {
        String answer = """
                {"storage-credentials":[{"prefix":"s3://lake/t","config":{"s3.access-key-id":"id","s3.region":"own"}}],
                 "metadata":{"a":[1,{"config":{}}]},
                 "config":{"s3.endpoint":"http://minio:9000","s3.region":"table","token":"secret"}}""";
        assertEquals(
                Map.of(
                        "s3.access-key-id",
                        "id",
                        "s3.region",
                        "own",
                        "s3.endpoint",
                        "http://minio:9000",
                        "token",
                        "secret"),
                found(answer, "s3://lake/t/data/a.parquet").config());
        assertEquals("secret", access(answer).token());
        assertFalse(access(answer).toString().contains("secret"));
    }

    @Test
    void theLongestPrefixOfWholeSegmentsIsMeant() {
        String answer = """
                {"storage-credentials":[
                  {"prefix":"s3","config":{"k":"scheme"}},
                  {"prefix":"s3://lake","config":{"k":"bucket"}},
                  {"prefix":"s3://lake/t/","config":{"k":"table"}},
                  {"prefix":"s3://lake/t/data/a","config":{"k":"another"}}]}""";
        assertEquals(
                "table", found(answer, "s3://lake/t/data/ab.parquet").config().get("k"));
        assertEquals("another", found(answer, "s3://lake/t/data/a/b").config().get("k"));
        assertEquals("bucket", found(answer, "s3://lake/other").config().get("k"));
        assertEquals("scheme", found(answer, "s3://lake-of-others/t").config().get("k"));
        assertNull(found(answer, "gs://lake/t"));
        assertNull(found("{}", "s3://lake/t"));
    }

    @Test
    void whatIsMalformedIsPassedOver() {
        String answer = """
                {"config":{"n":1,"o":{},"nil":null,"text":"t"},
                 "storage-credentials":[1,{},{"prefix":2,"config":{}},{"prefix":"s3","config":[]},
                   {"prefix":"s3","config":{"x":1,"k":"v"}}]}""";
        assertEquals(Map.of("text", "t", "k", "v"), found(answer, "s3://b/k").config());
        assertEquals(1 + 1, access(answer).credentials().size());
        assertEquals(
                0,
                access("{\"config\":null,\"storage-credentials\":null}")
                        .credentials()
                        .size());
        assertNull(access("{\"config\":{\"token\":\"\"}}").token());
    }
}
