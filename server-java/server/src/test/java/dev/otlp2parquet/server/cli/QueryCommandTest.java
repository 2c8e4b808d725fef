package dev.otlp2parquet.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code query} over files that the core has stored. */
class QueryCommandTest {

    @TempDir
    private Path directory;

    private static String logs(String service, String... bodies) {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < bodies.length; i++) {
            records.append(i == 0 ? "" : ",")
                    .append("{\"timeUnixNano\":\"17952552000000000")
                    .append(i)
                    .append("0\",\"severityText\":\"INFO\",\"body\":{\"stringValue\":\"")
                    .append(bodies[i])
                    .append("\"},\"attributes\":[{\"key\":\"n\",\"value\":{\"intValue\":\"")
                    .append(i)
                    .append("\"}}]}");
        }
        return "{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\""
                + service + "\"}}]},\"scopeLogs\":[{\"logRecords\":[" + records + "]}]}]}";
    }

    private void store() {
        StoredSample sample = new StoredSample(directory.resolve("data/bucket"), Map.of());
        sample.store("/v1/logs", logs("shop", "a, \\\"b\\\"", ""));
        sample.store("/v1/logs", logs("cart", "c"));
        sample.store(
                "/v1/metrics",
                "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"m\",\"gauge\":{\"dataPoints\":[{"
                        + "\"timeUnixNano\":\"1795255200000000000\",\"asDouble\":1.5}]}}]}]}]}");
    }

    private Run.Ended query(String... more) {
        String[] args = new String[more.length + 1];
        args[0] = "query";
        System.arraycopy(more, 0, args, 1, more.length);
        return new Run(directory).run(args);
    }

    @Test
    void withoutSqlItListsTheTables() {
        store();
        assertEquals(new Run.Ended(0, """
                table         | rows
                --------------+-----
                logs          |    3
                metrics_gauge |    1
                (2 rows)
                """, ""), query());
    }

    @Test
    void aTable() {
        store();
        assertEquals(
                new Run.Ended(0, """
                ServiceName | rows
                ------------+-----
                shop        |    2
                cart        |    1
                (2 rows)
                """, ""),
                query("SELECT ServiceName, count(*) AS rows FROM logs GROUP BY 1 ORDER BY 2 DESC;"));
    }

    @Test
    void json() {
        store();
        String sql =
                "SELECT Timestamp, Body, LogAttributes, NULL AS none, true AS yes, 'nan'::DOUBLE AS nan, 1.50 AS price"
                        + " FROM logs WHERE ServiceName = 'shop' ORDER BY Timestamp";
        assertEquals("""
                [
                {"Timestamp":"2026-11-21T10:00:00.000000Z","Body":"a, \\"b\\"","LogAttributes":{"n":"0"},"none":null,"yes":true,"nan":"NaN","price":1.50},
                {"Timestamp":"2026-11-21T10:00:00.000000Z","Body":"","LogAttributes":{"n":"1"},"none":null,"yes":true,"nan":"NaN","price":1.50}
                ]
                """, query("--format", "json", sql).out());
        assertEquals("[]\n", query("--format", "json", "FROM logs WHERE false").out());
    }

    @Test
    void csv() {
        store();
        assertEquals(
                "Body,none\r\n\"a, \"\"b\"\"\",\r\n\"\",\r\nc,\r\n",
                query("--format", "csv", "SELECT Body, NULL AS none FROM logs ORDER BY ServiceName DESC, Timestamp")
                        .out());
    }

    @Test
    void fromStandardInput() {
        store();
        Run run = new Run(directory);
        run.input = "SELECT count(*) AS n\nFROM metrics_gauge";
        assertEquals("n\r\n1\r\n", run.run("query", "--format", "csv", "-").out());
    }

    @Test
    void anyOtherStatement() {
        store();
        assertTrue(query("DESCRIBE logs").out().contains("ServiceName"));
        assertEquals(
                "[\n{\"s\":{\"a\":[1,2]}}\n]\n",
                query("--format", "json", "SELECT {'a': [1, 2]} AS s").out());
    }

    @Test
    void filesOfTwoColumnStylesAreOneTable() {
        store();
        new StoredSample(directory.resolve("data/bucket"), Map.of("OTLP2PARQUET_BASE_PATH", "late/files"))
                .store("/v1/logs", logs("late", "d"));
        assertEquals(
                "n\r\n4\r\n",
                query("--format", "csv", "SELECT count(*) AS n FROM logs").out());
    }

    @Test
    void noData() {
        Run.Ended ended = query();
        assertEquals(0, ended.code());
        assertTrue(ended.err().startsWith("No data yet."), ended.err());
        store();
        assertEquals(
                new Run.Ended(1, "", "there are no data in table traces yet; tables with data: logs, metrics_gauge\n"),
                query("FROM traces"));
    }

    @Test
    void wrongSql() {
        Run.Ended ended = query("SELECT 1 +");
        assertEquals(1, ended.code());
        assertTrue(ended.err().contains("syntax error"), ended.err());
    }

    @Test
    void anUnknownFormat() {
        assertEquals(
                new Run.Ended(1, "", "--format: expected table, json or csv\n"), query("--format", "xml", "FROM logs"));
    }

    @Test
    void flushFirst() throws Exception {
        store();
        try (StubServer server = new StubServer().answer(200, "{\"status\":\"done\",\"problems\":[]}")) {
            Run.Ended ended = new Run(directory).run("query", "--flush", "--url", server.url());
            assertEquals(0, ended.code(), ended.err());
            assertEquals(1, server.requests.size());
        }
    }

    @Test
    void theTablesOfACatalogAreNotReadAsFiles() {
        Run.Ended ended = new Run(directory)
                .env("OTLP2PARQUET_CATALOG_URI", "https://catalog.example.com")
                .env("OTLP2PARQUET_S3_BUCKET", "tables")
                .env("OTLP2PARQUET_S3_REGION", "us-east-1")
                .run("query");
        assertEquals(1, ended.code());
        assertTrue(ended.err().contains("docs/querying.md"), ended.err());
    }
}
