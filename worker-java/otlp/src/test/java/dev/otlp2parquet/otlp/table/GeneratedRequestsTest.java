package dev.otlp2parquet.otlp.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.otlp2parquet.otlp.DecodeResult;
import dev.otlp2parquet.otlp.OtlpDecoder;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.table.TimestampUnit;
import dev.otlp2parquet.testkit.Cases;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generated requests, encoded as protobuf, JSON and JSON lines with malformed lines and malformed Unicode among them, decoded, stored as Parquet and read back by parquet-java, give
 * the rows that an independent oracle computes from protobuf-java's messages.
 *
 * <p>The seed is part of the test's name. To run one again: {@code mvn -pl worker-java/otlp -am test
 * -Dtest=GeneratedRequestsTest -Dsurefire.failIfNoSpecifiedTests=false -Dotlp.seed=<seed>}; with {@code -Dotlp.seeds=<n>} more
 * seeds are tried, from one that the clock chooses.
 */
class GeneratedRequestsTest {
    /** Each combination of options, and each way to write JSON with it. */
    private static final int FIXED_SEEDS = Cases.count(16, 40);

    private static final long RECEIVED = 1_712_345_678_901_234_567L;

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void giveTheExpectedRowsInEveryFormat(Signal signal, long seed) throws Exception {
        TableOptions options = options(seed);
        GeneratedRequests generator = new GeneratedRequests(seed);
        List<Message> requests = new ArrayList<>();
        for (int i = 0; i <= seed % 3; i++) {
            requests.add(
                    switch (signal) {
                        case LOGS -> generator.logs();
                        case TRACES -> generator.traces();
                        case METRICS -> generator.metrics();
                    });
        }
        ExpectedRows expected = new ExpectedRows(options, RECEIVED);
        boolean bad = false;
        for (Message request : requests) {
            expected.add(BadUnicode.repaired(request));
            bad |= BadUnicode.isIn(request);
        }

        for (RequestFormat format : RequestFormat.values()) {
            TableBatches batches = new TableBatches(new TableDefinitions(options), RECEIVED);
            OtlpDecoder decoder = new OtlpDecoder();
            boolean warned = false;
            for (byte[] body : bodies(requests, format, seed)) {
                batches.beginRequest(RECEIVED);
                DecodeResult result = decoder.decode(signal, format, body, 0, body.length, batches);
                if (format == RequestFormat.JSON_LINES) {
                    assertMalformedLinesAreRejected(requests.size(), result);
                } else {
                    assertNull(result.firstRejection(), () -> format + ": " + result);
                }
                // An empty request with a member that nobody knows is warned of, too.
                warned |= result.warning() != null && result.warning().contains("U+FFFD");
            }
            assertEquals(bad, warned, () -> format + ": warned of texts that were repaired");
            for (OtlpTable table : OtlpTable.values()) {
                assertRows(
                        signal + " as " + format + ", " + options + ", " + table,
                        expected.of(table),
                        StoredRows.of(batches, table, seed));
            }
        }
    }

    static Stream<Arguments> cases() {
        String seed = System.getProperty("otlp.seed");
        LongStream seeds = LongStream.range(0, FIXED_SEEDS);
        if (seed != null) {
            seeds = LongStream.of(Long.parseLong(seed));
        } else if (System.getProperty("otlp.seeds") != null) {
            long first = System.nanoTime() & 0xFFFFFFFFFFL;
            seeds = LongStream.concat(seeds, LongStream.range(first, first + Integer.getInteger("otlp.seeds")));
        }
        return seeds.boxed().flatMap(s -> Stream.of(Signal.values()).map(signal -> Arguments.of(signal, s)));
    }

    /** All combinations of options, one after the other. */
    private static TableOptions options(long seed) {
        return new TableOptions(
                (seed & 1) == 0 ? ColumnNames.PASCAL : ColumnNames.SNAKE,
                (seed & 2) == 0 ? TimestampUnit.MICROS : TimestampUnit.NANOS,
                (seed & 4) == 0 ? AttributesStyle.MAP : AttributesStyle.JSON);
    }

    private static List<byte[]> bodies(List<Message> requests, RequestFormat format, long seed) throws Exception {
        OtlpJson json = new OtlpJson(seed);
        List<byte[]> bodies = new ArrayList<>();
        switch (format) {
            case PROTOBUF -> requests.forEach(request -> bodies.add(BadUnicode.inProtobuf(request)));
            case JSON -> {
                for (Message request : requests) {
                    bodies.add(BadUnicode.inJson(json.print(request), (seed & 8) == 0));
                }
            }
            case JSON_LINES -> {
                Random random = new Random(seed);
                ByteArrayOutputStream lines = new ByteArrayOutputStream();
                for (Message request : requests) {
                    byte[] line = json.printLine(request).getBytes(StandardCharsets.UTF_8);
                    // A line that was cut costs itself: each stands between lines, or before the first.
                    lines.write(line, 0, 1 + random.nextInt(line.length - 1));
                    lines.write('\n');
                    lines.writeBytes(BadUnicode.inJson(json.printLine(request), (seed & 16) == 0));
                    lines.write('\n');
                }
                bodies.add(lines.toByteArray());
            }
        }
        return bodies;
    }

    /** Each stands before a good one. */
    private static void assertMalformedLinesAreRejected(int lines, DecodeResult result) {
        assertTrue(result.rejected() >= lines, result::toString);
        assertTrue(result.firstRejection().startsWith("line 1: "), result::toString);
    }

    static void assertRows(String what, List<Map<String, Object>> expected, List<Map<String, Object>> actual) {
        assertEquals(expected.size(), actual.size(), () -> "rows of " + what);
        for (int i = 0; i < expected.size(); i++) {
            int row = i;
            assertEquals(
                    expected.get(i).keySet().stream().sorted().toList(),
                    actual.get(i).keySet().stream().sorted().toList(),
                    () -> "columns of " + what);
            for (Map.Entry<String, Object> column : expected.get(i).entrySet()) {
                assertEquals(
                        column.getValue(),
                        actual.get(i).get(column.getKey()),
                        () -> what + ", row " + row + ", column " + column.getKey());
            }
        }
    }
}
