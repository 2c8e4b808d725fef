package dev.otlp2parquet.ingest;

import static dev.otlp2parquet.ingest.Telemetry.HOUR;
import static dev.otlp2parquet.ingest.TestHost.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Struct;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.otlp.table.OtlpTable;
import dev.otlp2parquet.testkit.parquet.ParquetJava;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableUtil;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests become rows of Iceberg tables. */
class LakeRequestsTest {

    @RegisterExtension
    static final Lake lake = new Lake("requests");

    private final String namespace = lake.newNamespace();
    private final LakeIsolate isolate = new LakeIsolate(lake, namespace);

    private static ExportLogsServiceRequest logs(String body) {
        return Telemetry.logs("cart", Telemetry.log(NOW, body), Telemetry.log(NOW - HOUR, body + " before"));
    }

    private static void assertCommitted(HttpAnswer answer) {
        assertEquals(200, answer.status(), () -> Received.status(answer).getMessage());
        assertEquals("true", answer.header("otlp2parquet-committed"));
    }

    @Test
    void theFirstRequestCreatesNamespaceAndTable() {
        HttpAnswer answer = isolate.post("/v1/logs", logs("first"));

        assertCommitted(answer);
        assertEquals(
                ExportLogsServiceResponse.getDefaultInstance(),
                Received.into(ExportLogsServiceResponse.newBuilder(), answer).build());
        assertEquals(List.of("first", "first before"), lake.texts(namespace, "logs", "Body"));
        org.apache.iceberg.Table table = lake.table(namespace, "logs");
        assertEquals(2, TableUtil.formatVersion(table));
        assertEquals("hour", table.spec().fields().get(0).transform().toString());
        assertEquals("Timestamp_hour", table.spec().fields().get(0).name());
        assertEquals(1, table.spec().fields().size());
        assertEquals(
                SortOrder.builderFor(table.schema())
                        .asc("ServiceName")
                        .asc("Timestamp")
                        .build(),
                table.sortOrder());
        assertEquals("zstd", table.properties().get("write.parquet.compression-codec"));
        for (String path : lake.liveFiles(namespace, "logs")) {
            assertTrue(path.startsWith(table.location() + "/data/"), path);
            assertTrue(path.matches(".*/[0-9a-f]{32}\\.parquet"), path);
        }
        assertEquals(2, lake.liveFiles(namespace, "logs").size());
        assertEquals(
                Map.of("engine-name", "otlp2parquet", "added-records", "2", "changed-partition-count", "2"),
                Map.of(
                        "engine-name", table.currentSnapshot().summary().get("engine-name"),
                        "added-records", table.currentSnapshot().summary().get("added-records"),
                        "changed-partition-count",
                                table.currentSnapshot().summary().get("changed-partition-count")));
    }

    @Test
    void allSevenTablesTakeRows() {
        assertCommitted(isolate.post("/v1/logs", logs("a")));
        assertCommitted(isolate.post("/v1/traces", Telemetry.spans("cart", NOW, NOW + 1)));
        assertCommitted(isolate.post("/v1/metrics", Telemetry.everyKindOfMetric("cart", NOW)));

        for (OtlpTable table : OtlpTable.values()) {
            List<Record> rows = lake.rows(namespace, table.tableName());
            assertEquals(table.signal() == dev.otlp2parquet.otlp.Signal.METRICS ? 1 : 2, rows.size(), table.name());
            for (Record row : rows) {
                assertEquals("cart", row.getField("ServiceName"));
                assertEquals(Map.of("service.name", "cart"), row.getField("ResourceAttributes"));
            }
        }
        OffsetDateTime now = Instant.ofEpochSecond(0, NOW).atOffset(ZoneOffset.UTC);
        assertEquals(now, lake.rows(namespace, "metrics_gauge").get(0).getField("Timestamp"));
        assertEquals(42L, lake.rows(namespace, "metrics_sum").get(0).getField("ValueInt"));
        assertEquals(
                List.of(1L, 2L),
                lake.rows(namespace, "metrics_histogram").get(0).getField("BucketCounts"));
        assertEquals(1.5, lake.rows(namespace, "metrics_summary").get(0).getField("Sum"));
    }

    /** And whoever rewrites the files is told to write them again. */
    @Test
    void dataFilesOfManySpansHaveBloomFilters() throws IOException {
        long[] starts = new long[2000];
        Arrays.fill(starts, NOW);
        assertCommitted(isolate.post("/v1/traces", Telemetry.spans("cart", starts)));

        org.apache.iceberg.Table table = lake.table(namespace, "traces");
        for (String path : lake.liveFiles(namespace, "traces")) {
            try (InputStream stream = table.io().newInputFile(path).newStream()) {
                assertEquals(
                        List.of("TraceId", "SpanId"),
                        ParquetJava.read(stream.readAllBytes()).bloomFilterColumns());
            }
        }
        for (String column : List.of("TraceId", "SpanId")) {
            assertEquals("true", table.properties().get("write.parquet.bloom-filter-enabled.column." + column));
        }
    }

    @Test
    void namesUnitAndStyleShapeTheTablesThatAreCreated() {
        LakeIsolate other =
                new LakeIsolate(lake, namespace, "COLUMN_NAMES", "snake", "TIMESTAMP_UNIT", "ns", "ATTRIBUTES", "json");
        assertCommitted(other.post("/v1/logs", logs("a")));

        org.apache.iceberg.Table table = lake.table(namespace, "logs");
        assertEquals(3, TableUtil.formatVersion(table));
        assertEquals(Types.TimestampNanoType.withZone(), table.schema().findType("timestamp"));
        assertEquals(
                Type.TypeID.STRING, table.schema().findType("log_attributes").typeId());
        assertEquals("timestamp_hour", table.spec().fields().get(0).name());
        assertEquals(List.of("a", "a before"), lake.texts(namespace, "logs", "body"));
    }

    @Test
    void thePrefixIsBeforeTheNamesOfTheTables() {
        assertCommitted(new LakeIsolate(lake, namespace, "TABLE_PREFIX", "prod_").post("/v1/logs", logs("a")));
        assertTrue(lake.harness()
                .catalog()
                .tableExists(org.apache.iceberg.catalog.TableIdentifier.of(namespace, "prod_logs")));
    }

    @Test
    void oneLogLineTellsOfTheCommit() {
        assertCommitted(isolate.post("/v1/metrics", Telemetry.everyKindOfMetric("cart", NOW)));

        Struct line = isolate.log().only();
        assertEquals("info", line.getFieldsOrThrow("level").getStringValue());
        assertEquals("true", line.getFieldsOrThrow("committed").getStringValue());
        assertEquals(
                "metrics_gauge,metrics_sum,metrics_histogram,metrics_exponential_histogram,metrics_summary",
                line.getFieldsOrThrow("tables").getStringValue());
        assertEquals(5, line.getFieldsOrThrow("commit_requests").getNumberValue());
        assertEquals(5, line.getFieldsOrThrow("files").getNumberValue());
        assertTrue(line.getFieldsOrThrow("commit_ms").hasNumberValue());
        assertFalse(line.containsFields("commit_reason"));
        String[] snapshots = line.getFieldsOrThrow("snapshots").getStringValue().split(",", -1);
        assertEquals(5, snapshots.length);
        assertEquals(
                lake.table(namespace, "metrics_gauge").currentSnapshot().snapshotId(), Long.parseLong(snapshots[0]));
    }

    @Test
    void aSecondRequestLoadsNothingAndCommitsOnTheFirst() {
        assertCommitted(isolate.post("/v1/logs", logs("a")));
        isolate.storeThrough(new PutStore(lake.bucket()::putIfAbsent));
        int requests = lake.harness().requests();
        assertCommitted(isolate.post("/v1/logs", logs("b")));
        assertEquals(1, lake.harness().requests() - requests);
        assertEquals(List.of("a", "a before", "b", "b before"), lake.texts(namespace, "logs", "Body"));
    }

    @Test
    void theSameBytesAgainAreCommittedOnce() {
        assertCommitted(isolate.post("/v1/logs", logs("a")));
        assertCommitted(isolate.post("/v1/logs", logs("b")));
        int commits = lake.harness().commits();

        assertCommitted(isolate.post("/v1/logs", logs("a")));
        assertEquals(commits, lake.harness().commits());
        assertEquals("", isolate.log().text("snapshots"));
        // Another isolate, which has not seen any of it.
        assertCommitted(new LakeIsolate(lake, namespace).post("/v1/logs", logs("b")));
        assertEquals(commits, lake.harness().commits());
        // One whose metadata is older than the commit.
        LakeIsolate behind = new LakeIsolate(lake, namespace);
        assertCommitted(behind.post("/v1/logs", logs("c")));
        assertCommitted(isolate.post("/v1/logs", logs("d")));
        assertCommitted(behind.post("/v1/logs", logs("d")));

        assertEquals(
                List.of("a", "a before", "b", "b before", "c", "c before", "d", "d before"),
                lake.texts(namespace, "logs", "Body"));
        assertEquals(4, lake.snapshots(namespace, "logs"));
    }

    @Test
    void filesThatWereStoredAndNotCommittedAreCommittedWhenTheyComeAgain() {
        lake.harness().inject(dev.otlp2parquet.catalog.Fault.FORBIDDEN);
        assertEquals("false", isolate.post("/v1/logs", logs("a")).header("otlp2parquet-committed"));
        assertEquals(List.of(), lake.texts(namespace, "logs", "Body"));
        assertCommitted(isolate.post("/v1/logs", logs("a")));
        assertEquals(List.of("a", "a before"), lake.texts(namespace, "logs", "Body"));
    }

    @Test
    void aTableInAnotherBucketIsRefusedWithTheReasonAndNothingIsStored() throws IOException {
        int before = lake.bucket().keys().size();
        LakeIsolate other = new LakeIsolate(lake, namespace, "R2_BUCKET_NAME", "elsewhere");
        HttpAnswer answer = other.post("/v1/logs", logs("a"));
        assertEquals(503, answer.status());
        assertEquals("30", answer.header("retry-after"));
        assertEquals("false", answer.header("otlp2parquet-committed"));
        String message = Received.status(answer).getMessage();
        assertTrue(message.contains("is not in the bucket elsewhere, the only one that can be written"), message);
        assertEquals("error", other.log().text("level"));
        // The catalog's own metadata of the new table, nothing of ours.
        assertEquals(
                List.of(),
                lake.bucket().keys().stream()
                        .skip(before)
                        .filter(key -> key.endsWith(".parquet"))
                        .toList());
    }

    @Test
    void aCatalogThatRefusesTheTokenStoresNothingAndIsAskedAgainByTheNextRequest() throws IOException {
        int before = lake.bucket().keys().size();
        lake.harness().expireTokens();
        HttpAnswer answer;
        try {
            answer = isolate.post("/v1/logs", logs("a"));
        } finally {
            lake.harness().acceptToken(Lake.TOKEN);
        }
        assertEquals(503, answer.status());
        assertEquals("30", answer.header("retry-after"));
        assertEquals("false", answer.header("otlp2parquet-committed"));
        assertEquals(
                "the Iceberg catalog did not return the table; the log line with this request id has the cause; nothing is"
                        + " lost if the request is sent again",
                Received.status(answer).getMessage());
        assertTrue(
                isolate.log().text("error").contains("HTTP 401"), isolate.log().text("error"));
        assertFalse(isolate.log().lines().get(0).contains(Lake.TOKEN));
        assertEquals(before, lake.bucket().keys().size());

        assertCommitted(isolate.post("/v1/logs", logs("a")));
    }

    @Test
    void aRequestWithoutRowsNeedsNoTable() {
        HttpAnswer answer = isolate.post("/v1/logs", ExportLogsServiceRequest.getDefaultInstance());
        assertEquals(200, answer.status());
        assertFalse(lake.hasTable(namespace, "logs"));
    }
}
