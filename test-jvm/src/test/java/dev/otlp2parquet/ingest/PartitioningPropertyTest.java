package dev.otlp2parquet.ingest;

import static dev.otlp2parquet.ingest.Telemetry.HOUR;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.testkit.parquet.DuckDb;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a request holds: every record is in one object, that of its service and hour, and each object is sorted. */
class PartitioningPropertyTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"1, true, us", "2, true, ns", "3, false, us", "4, true, us", "5, false, ns"})
    void everyRecordIsOnceInTheObjectOfItsServiceAndHour(long seed, boolean byService, String unit) {
        Random random = new Random(seed);
        TestHost host =
                new TestHost(directory, "PARTITION_BY_SERVICE", Boolean.toString(byService), "TIMESTAMP_UNIT", unit);
        TreeSet<String> parts = new TreeSet<>();
        int records = 0;
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        for (int resource = 0; resource < 12; resource++) {
            String service = "service-" + random.nextInt(5);
            List<LogRecord> logs = new ArrayList<>();
            int count = random.nextInt(40);
            for (int i = 0; i < count; i++) {
                long time = TestHost.NOW + random.nextLong(6 * HOUR);
                logs.add(Telemetry.log(time, Integer.toString(records++)));
                parts.add((byService ? service : "") + "/" + time / HOUR);
            }
            Telemetry.addLogs(request, service, logs.toArray(new LogRecord[0]));
        }

        assertEquals(200, host.post("/v1/logs", request.build()).status());

        assertEquals(parts.size(), host.keys().size(), "seed " + seed);
        String files = "read_parquet('" + host.all("logs") + "', hive_partitioning = true)";
        try (DuckDb duckDb = new DuckDb()) {
            assertEquals(
                    List.of(records + "|" + records + "|0|" + (records - 1)),
                    duckDb.texts(
                            "SELECT count(*), count(DISTINCT Body), min(Body::INT), max(Body::INT) FROM " + files));
            String pathOfRow = "strftime(Timestamp, 'year=%Y/month=%m/day=%d/hour=%H/')";
            String folder = byService ? "'logs/' || ServiceName || '/'" : "'logs/'";
            assertEquals(
                    List.of(),
                    duckDb.texts("SELECT filename, ServiceName, Timestamp FROM " + files
                            + " WHERE NOT contains(filename, " + folder + " || " + pathOfRow + ")"));
            assertEquals(
                    List.of(),
                    duckDb.texts("SELECT * FROM (SELECT filename, ServiceName, Timestamp,"
                            + " lag((ServiceName, Timestamp)) OVER (PARTITION BY filename ORDER BY file_row_number)"
                            + " AS before FROM " + files + ") WHERE before > (ServiceName, Timestamp)"));
            assertEquals(
                    List.of(),
                    duckDb.texts("SELECT filename, min(epoch_us(Timestamp)) FROM " + files
                            + " GROUP BY 1 HAVING NOT contains(filename, '/' || min(epoch_us(Timestamp)) || '-')"));
        }
    }
}
