package dev.otlp2parquet.ingest;

import static dev.otlp2parquet.ingest.Telemetry.HOUR;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.host.JdkDigest;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.platform.Program;
import dev.otlp2parquet.testkit.parquet.DuckDb;
import dev.otlp2parquet.testkit.parquet.ParquetJava;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which objects a request becomes, what they are called and what is in them, read by DuckDB. */
class StoredObjectsTest {

    @AutoClose
    private static final DuckDb DUCK_DB = new DuckDb();

    /** 2026-11-21T09:00:00Z. */
    private static final long NINE = TestHost.NOW - HOUR / 2;

    @TempDir
    Path directory;

    @Test
    void twoServicesTimesThreeHoursAreSixObjectsEachSortedByTime() {
        TestHost host = new TestHost(directory);

        assertEquals(200, host.post("/v1/logs", twoServicesThreeHours()).status());

        assertEquals(
                List.of(
                        "logs/cart/year=2026/month=11/day=21/hour=08/" + micros(NINE - 1),
                        "logs/cart/year=2026/month=11/day=21/hour=09/" + micros(NINE),
                        "logs/cart/year=2026/month=11/day=21/hour=10/" + micros(NINE + HOUR),
                        "logs/shop%2Fui/year=2026/month=11/day=21/hour=08/" + micros(NINE - 1),
                        "logs/shop%2Fui/year=2026/month=11/day=21/hour=09/" + micros(NINE),
                        "logs/shop%2Fui/year=2026/month=11/day=21/hour=10/" + micros(NINE + HOUR)),
                withoutHashes(host.keys()));
        assertEquals(
                List.of(
                        "cart|2026-11-21 08:59:59.999999|8:59 b",
                        "cart|2026-11-21 09:00:00.000000|9:00",
                        "cart|2026-11-21 09:59:59.999999|9:59",
                        "cart|2026-11-21 10:00:00.000000|10:00",
                        "shop/ui|2026-11-21 08:59:59.999999|8:59 b",
                        "shop/ui|2026-11-21 09:00:00.000000|9:00",
                        "shop/ui|2026-11-21 09:59:59.999999|9:59",
                        "shop/ui|2026-11-21 10:00:00.000000|10:00"),
                DUCK_DB.texts("SELECT ServiceName, strftime(Timestamp, '%Y-%m-%d %H:%M:%S.%f'), Body"
                        + " FROM read_parquet('" + host.all("logs") + "') ORDER BY filename, file_row_number"));
    }

    @Test
    void theNameEndsWithTheBeginningOfTheContentsSha256() throws IOException {
        TestHost host = new TestHost(directory);

        host.post("/v1/logs", Telemetry.logs("cart", Telemetry.log(NINE + 1, "x")));

        String key = host.keys().get(0);
        byte[] content = host.files().read(key);
        byte[] sha256 = new JdkDigest().sha256(content, 0, content.length);
        String hash = String.format("%064x", new BigInteger(1, sha256)).substring(0, 32);
        assertEquals(
                List.of("logs/cart/year=2026/month=11/day=21/hour=09/" + NINE / 1000 + "-" + hash + ".parquet"),
                host.keys());
    }

    @Test
    void theSameRequestTwiceGivesTheSameObjects() throws IOException {
        TestHost host = new TestHost(directory);
        host.post("/v1/logs", twoServicesThreeHours());
        List<String> keys = host.keys();
        List<byte[]> contents = contents(host);

        assertEquals(200, host.post("/v1/logs", twoServicesThreeHours()).status());

        assertEquals(keys, host.keys());
        assertSameContents(contents, contents(host));
    }

    @Test
    void protobufAndJsonOfOneRequestGiveTheSameObjects() throws IOException {
        TestHost protobuf = new TestHost(directory.resolve("protobuf"));
        TestHost json = new TestHost(directory.resolve("json"));

        assertEquals(
                200,
                protobuf.post("/v1/metrics", Telemetry.everyKindOfMetric("cart", NINE))
                        .status());
        HttpAnswer answer = json.postJson("/v1/metrics", Telemetry.everyKindOfMetric("cart", NINE));
        assertEquals(200, answer.status());

        assertEquals(protobuf.keys(), json.keys());
        assertSameContents(contents(protobuf), contents(json));
    }

    @Test
    void everyKindOfMetricHasItsTable() {
        TestHost host = new TestHost(directory);

        host.post("/v1/metrics", Telemetry.everyKindOfMetric("cart", NINE));

        String rest = "/cart/year=2026/month=11/day=21/hour=09/" + micros(NINE);
        assertEquals(
                List.of(
                        "metrics/exponential_histogram" + rest,
                        "metrics/gauge" + rest,
                        "metrics/histogram" + rest,
                        "metrics/sum" + rest,
                        "metrics/summary" + rest),
                withoutHashes(host.keys()));
        assertEquals(
                List.of("a.gauge|42.0|42"),
                DUCK_DB.texts("SELECT MetricName, Value, ValueInt FROM '" + host.all("metrics/gauge") + "'"));
        assertEquals(
                List.of("a.sum|42|true|2"),
                DUCK_DB.texts("SELECT MetricName, ValueInt, IsMonotonic, AggregationTemporality FROM '"
                        + host.all("metrics/sum") + "'"));
        assertEquals(
                List.of("a.histogram|3|[1, 2]|[0.5]"),
                DUCK_DB.texts("SELECT MetricName, Count, BucketCounts, ExplicitBounds FROM '"
                        + host.all("metrics/histogram") + "'"));
        assertEquals(
                List.of("an.exponential.histogram|5"),
                DUCK_DB.texts("SELECT MetricName, Count FROM '" + host.all("metrics/exponential_histogram") + "'"));
        assertEquals(
                List.of("a.summary|7|1.5"),
                DUCK_DB.texts("SELECT MetricName, Count, Sum FROM '" + host.all("metrics/summary") + "'"));
    }

    @Test
    void metricsAreSortedByNameThenTimeAndTheKeyHasTheLeastTime() {
        TestHost host = new TestHost(directory);
        String[] names = {"b", "a", "b", "a"};
        long[] times = {NINE + 1_000, NINE + 4_000, NINE + 3_000, NINE + 2_000};

        host.post("/v1/metrics", Telemetry.gauges("cart", names, times));

        assertEquals(
                List.of("metrics/gauge/cart/year=2026/month=11/day=21/hour=09/" + micros(NINE + 1_000)),
                withoutHashes(host.keys()));
        assertEquals(
                List.of("a|3", "a|1", "b|0", "b|2"),
                DUCK_DB.texts("SELECT MetricName, ValueInt FROM read_parquet('" + host.all("metrics/gauge")
                        + "') ORDER BY file_row_number"));
    }

    @Test
    void manySpansAreLookedUpByTheirIdsInBloomFilters() throws IOException {
        TestHost host = new TestHost(directory);
        long[] starts = new long[2000];
        Arrays.fill(starts, NINE);

        assertEquals(
                200, host.post("/v1/traces", Telemetry.spans("cart", starts)).status());

        assertEquals(List.of("TraceId", "SpanId"), file(host, "traces").bloomFilterColumns());
        String probe = "SELECT bloom_filter_excludes FROM parquet_bloom_probe('" + host.all("traces") + "', ";
        String ofSpan1234 = "01" + "00".repeat(13) + "04d2";
        assertEquals(List.of("false"), DUCK_DB.texts(probe + "'TraceId', '" + ofSpan1234 + "')"));
        assertEquals(List.of("true"), DUCK_DB.texts(probe + "'TraceId', '0123456789abcdef0123456789abcdef')"));
        assertEquals(List.of("true"), DUCK_DB.texts(probe + "'SpanId', '0123456789abcdef')"));
    }

    @Test
    void rowsOfEqualKeysKeepTheOrderOfTheRequest() {
        TestHost host = new TestHost(directory);

        host.post(
                "/v1/logs",
                Telemetry.logs(
                        "cart",
                        Telemetry.log(NINE + 1000, "late"),
                        Telemetry.log(NINE, "first"),
                        Telemetry.log(NINE, "second"),
                        Telemetry.log(NINE, "third")));

        assertEquals(
                List.of("first", "second", "third", "late"),
                DUCK_DB.texts("SELECT Body FROM read_parquet('" + host.all("logs") + "') ORDER BY file_row_number"));
    }

    @Test
    void withoutSplittingByServiceAnHourIsOneObjectSortedByService() {
        TestHost host = new TestHost(directory, "PARTITION_BY_SERVICE", "false", "BASE_PATH", "raw/prod");

        host.post("/v1/logs", twoServicesThreeHours());

        assertEquals(
                List.of(
                        "raw/prod/logs/year=2026/month=11/day=21/hour=08/" + micros(NINE - 1),
                        "raw/prod/logs/year=2026/month=11/day=21/hour=09/" + micros(NINE),
                        "raw/prod/logs/year=2026/month=11/day=21/hour=10/" + micros(NINE + HOUR)),
                withoutHashes(host.keys()));
        assertEquals(
                List.of("cart|9:00", "cart|9:59", "shop/ui|9:00", "shop/ui|9:59"),
                DUCK_DB.texts("SELECT ServiceName, Body FROM read_parquet('" + host.all("raw/prod/logs")
                        + "') WHERE hour = '09' ORDER BY file_row_number"));
    }

    @Test
    void aServiceWithoutANameIsUnknown() {
        TestHost host = new TestHost(directory);

        host.post("/v1/traces", Telemetry.spans("", NINE, NINE + 1));

        assertTrue(
                host.keys().get(0).startsWith("traces/unknown_service/year=2026/"),
                host.keys().toString());
        assertEquals(
                List.of("unknown_service|2"),
                DUCK_DB.texts("SELECT ServiceName, count(*) FROM '" + host.all("traces") + "' GROUP BY 1"));
    }

    @Test
    void aRecordWithoutAnyTimeIsStoredUnderTheTimeOfReceipt() {
        TestHost host = new TestHost(directory);

        host.post("/v1/logs", Telemetry.logs("cart", Telemetry.log(0, "when?")));

        assertEquals(
                List.of("logs/cart/year=2026/month=11/day=21/hour=09/" + micros(TestHost.NOW)),
                withoutHashes(host.keys()));
    }

    @Test
    void theFirstAndTheLastTimesOfOtlpHaveKeys() {
        TestHost host = new TestHost(directory);

        host.post(
                "/v1/logs",
                Telemetry.logs("cart", Telemetry.log(1, "first"), Telemetry.log(-1, "2^64 - 1 nanoseconds")));

        assertEquals(
                List.of(
                        "logs/cart/year=1970/month=01/day=01/hour=00/0",
                        "logs/cart/year=2554/month=07/day=21/hour=23/18446744073709551"),
                withoutHashes(host.keys()));
    }

    @Test
    void nanosecondsAreKeptWhereAskedForAndKeysStayInMicroseconds() throws IOException {
        TestHost host = new TestHost(directory, "TIMESTAMP_UNIT", "ns", "COLUMN_NAMES", "snake");

        host.post("/v1/logs", Telemetry.logs("cart", Telemetry.log(NINE + 1, "x")));

        assertEquals(
                List.of("logs/cart/year=2026/month=11/day=21/hour=09/" + micros(NINE)), withoutHashes(host.keys()));
        // DuckDB cuts timestamps with a time zone to microseconds; parquet-java gives the stored number.
        Map<String, Object> row = ParquetJava.read(host.files().read(host.keys().get(0)))
                .namedRows()
                .get(0);
        assertEquals(NINE + 1, row.get("timestamp"));
        assertEquals("cart", row.get("service_name"));
    }

    @Test
    void aFileSaysWhoWroteItAndHowItIsSorted() throws IOException {
        TestHost host = new TestHost(directory);

        host.post("/v1/metrics", Telemetry.everyKindOfMetric("cart", NINE));

        String gauges = host.all("metrics/gauge");
        assertEquals(
                List.of(
                        "otlp.signal|metrics",
                        "otlp2parquet.schema_version|1",
                        "otlp2parquet.version|" + Program.VERSION),
                DUCK_DB.texts("SELECT decode(key), decode(value) FROM parquet_kv_metadata('" + gauges
                        + "') WHERE decode(key) LIKE 'otlp%' ORDER BY 1"));
        assertEquals(
                List.of("otlp2parquet version " + Program.VERSION),
                DUCK_DB.texts("SELECT created_by FROM parquet_file_metadata('" + gauges + "')"));
        assertEquals(
                List.of("ServiceName", "MetricName", "Timestamp"),
                file(host, "metrics/gauge").sortingColumns());
    }

    @Test
    void everyCodecIsReadByDuckDb() {
        for (String codec : new String[] {"zstd", "snappy", "gzip", "none"}) {
            TestHost host = new TestHost(directory.resolve(codec), "PARQUET_COMPRESSION", codec);
            List<LogRecord> records = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                records.add(Telemetry.log(NINE + i * 1_000_000L, "line " + i + " of the same old story"));
            }

            host.post("/v1/logs", Telemetry.logs("cart", records.toArray(new LogRecord[0])));

            assertEquals(
                    List.of("2000|line 0 of the same old story|line 999 of the same old story"),
                    DUCK_DB.texts("SELECT count(*), min(Body), max(Body) FROM '" + host.all("logs") + "'"));
            String used = codec.equals("none") ? "UNCOMPRESSED" : codec.toUpperCase(Locale.ROOT);
            assertEquals(
                    List.of(used),
                    DUCK_DB.texts("SELECT DISTINCT compression FROM parquet_metadata('" + host.all("logs")
                            + "') WHERE path_in_schema = 'Body'"));
        }
    }

    @Test
    void rowGroupsHaveTheRowsAskedFor() {
        TestHost host = new TestHost(directory, "PARQUET_ROW_GROUP_SIZE", "2");

        host.post("/v1/traces", Telemetry.spans("cart", NINE, NINE, NINE, NINE, NINE));

        assertEquals(
                List.of("2", "2", "1"),
                DUCK_DB.texts("SELECT row_group_num_rows FROM parquet_metadata('" + host.all("traces")
                        + "') WHERE column_id = 0 ORDER BY row_group_id"));
    }

    private static ExportLogsServiceRequest twoServicesThreeHours() {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        for (String service : new String[] {"shop/ui", "cart"}) {
            Telemetry.addLogs(
                    request,
                    service,
                    Telemetry.log(NINE + HOUR, "10:00"),
                    Telemetry.log(NINE, "9:00"),
                    Telemetry.log(NINE - 1, "8:59 b"),
                    Telemetry.log(NINE + HOUR - 1, "9:59"));
        }
        return request.build();
    }

    private static ParquetJava file(TestHost host, String folder) throws IOException {
        String key = host.keys().stream()
                .filter(each -> each.startsWith(folder))
                .findFirst()
                .orElseThrow();
        return ParquetJava.read(host.files().read(key));
    }

    private static long micros(long unixNanos) {
        return Math.floorDiv(unixNanos, 1000);
    }

    /** Keys up to the first timestamp. */
    private static List<String> withoutHashes(List<String> keys) {
        return keys.stream().map(key -> key.substring(0, key.lastIndexOf('-'))).toList();
    }

    private static List<byte[]> contents(TestHost host) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (String key : host.keys()) {
            contents.add(host.files().read(key));
        }
        return contents;
    }

    private static void assertSameContents(List<byte[]> expected, List<byte[]> found) {
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), found.get(i));
        }
    }
}
