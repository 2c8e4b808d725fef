package dev.otlp2parquet.otlp;

import static dev.otlp2parquet.otlp.ProtobufBytes.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, the decoder comes back with a result or an {@link InvalidRequestException}. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HostileInputTest {
    private static final int TEN_MEGABYTES = 10_485_760;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "otlp2parquet/log.json",
                "otlp2parquet/trace.json",
                "otlp2parquet/trace.pb",
                "otlp2parquet/metrics_mixed.jsonl",
                "otlp2parquet/metrics_mixed.pb",
                "otlp2parquet/metrics_summary.pb",
                "otlp2parquet/metrics_summary.jsonl",
                "otlp2parquet/metrics_exponential_histogram.pb",
                "otlp2parquet/metrics_exponential_histogram.jsonl",
                "otel-proto-examples/examples/events.json"
            })
    void survivesTruncationAtEveryByte(String path) {
        byte[] body = Samples.read(path);
        RequestFormat format = Samples.format(path);
        int end = new String(body, StandardCharsets.UTF_8).stripTrailing().getBytes(StandardCharsets.UTF_8).length;
        OtlpDecoder decoder = new OtlpDecoder();
        for (int length = 0; length < (format == RequestFormat.PROTOBUF ? body.length : end); length++) {
            // A copy, so that reading on behind the end cannot go unnoticed.
            byte[] cut = Arrays.copyOf(body, length);
            boolean refused = !decodes(decoder, Samples.signal(path), format, cut);
            if (format == RequestFormat.JSON) {
                assertTrue(refused, "cut to " + length + " bytes");
            } else if (format == RequestFormat.JSON_LINES) {
                assertEquals(length > 0, rejectsRecords(decoder, Samples.signal(path), cut), "cut to " + length);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "otlp2parquet/logs.pb",
                "otlp2parquet/traces.pb",
                "otlp2parquet/metrics_mixed.pb",
                "otlp2parquet/metrics_histogram.pb",
                "otlp2parquet/metrics_exponential_histogram.pb",
                "otlp2parquet/log.json",
                "otlp2parquet/trace.json",
                "otlp2parquet/metrics_mixed.json",
                "otlp2parquet/metrics_summary.jsonl",
                "otel-proto-examples/examples/metrics.json"
            })
    void survivesRandomMutation(String path) {
        byte[] body = Samples.read(path);
        if (body.length > 8000) {
            body = Arrays.copyOf(body, 8000);
        }
        Random random = new Random(GeneratedCases.SEED);
        OtlpDecoder decoder = new OtlpDecoder();
        for (int i = 0; i < GeneratedCases.of(3000); i++) {
            byte[] mutated = Mutation.of(body, random);
            try {
                decodes(decoder, Samples.signal(path), Samples.format(path), mutated);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + GeneratedCases.SEED + ", mutation " + i + " of " + path, e);
            }
        }
    }

    @Test
    void survivesRandomBytesInAllFormats() {
        Random random = new Random(GeneratedCases.SEED);
        OtlpDecoder decoder = new OtlpDecoder();
        for (int i = 0; i < GeneratedCases.of(20_000); i++) {
            byte[] body = new byte[random.nextInt(64)];
            random.nextBytes(body);
            for (Signal signal : Signal.values()) {
                for (RequestFormat format : RequestFormat.values()) {
                    decodes(decoder, signal, format, body);
                }
            }
        }
    }

    @Test
    void refusesTenMegabytesOfOpenBrackets() {
        byte[] body = filled('[');
        assertEquals(
                "request: expected an object, found an array at byte 0",
                Decoded.of(Signal.LOGS, RequestFormat.JSON, body).refusal());
        byte[] start = "{\"unknown\":".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, body, 0, start.length);
        assertEquals(
                "request: expected a value, found the end at byte 10485760",
                Decoded.of(Signal.LOGS, RequestFormat.JSON, body).refusal());
        start = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, body, 0, start.length);
        assertEquals(
                "resourceLogs[0].scopeLogs[0].logRecords[0]: expected a value, found the end at byte 10485760",
                Decoded.of(Signal.LOGS, RequestFormat.JSON, body).refusal());
    }

    @Test
    void refusesTenMegabytesOfOtherMonotony() {
        for (char c : new char[] {'{', '"', '\\', '0', '-', ' ', '\n', ']', ',', 'n', '\0', (char) 0xFF, (char) 0x80}) {
            byte[] body = filled(c);
            assertNotNull(Decoded.of(Signal.LOGS, RequestFormat.JSON, body).refusal(), "JSON of " + (int) c);
            Decoded protobuf = Decoded.of(Signal.LOGS, RequestFormat.PROTOBUF, body);
            assertTrue(protobuf.refusal() != null || protobuf.result().accepted() == 0, "protobuf of " + (int) c);
        }
    }

    private static byte[] filled(int c) {
        byte[] body = new byte[TEN_MEGABYTES];
        Arrays.fill(body, (byte) c);
        return body;
    }

    @Test
    void rejectsARecordWithAValueOfTenMegabytesOfNesting() {
        String level = "{\"arrayValue\":{\"values\":[";
        int depth = TEN_MEGABYTES / (level.length() + 3) - 10;
        Decoded decoded = Decoded.logRecord("\"body\":" + level.repeat(depth) + "]}}".repeat(depth));
        assertEquals(1, decoded.result().rejected());
        assertTrue(decoded.fault().contains("values are nested more than 64 deep"), decoded.fault());
    }

    @Test
    void rejectsARecordWithAProtobufValueNestedAThousandTimes() {
        byte[] value = {0x18, 1};
        for (int i = 0; i < 1000; i++) {
            value = field(5, field(1, value));
        }
        Decoded decoded =
                Decoded.of(Signal.LOGS, RequestFormat.PROTOBUF, field(1, field(2, field(2, field(5, value)))));
        assertEquals(1, decoded.result().rejected());
        assertTrue(decoded.result().firstRejection().contains("values are nested more than 64 deep"));
    }

    @Test
    void refusesGroupsNestedWithoutEnd() {
        byte[] body = filled((15 << 3) | 3);
        assertTrue(Decoded.of(Signal.TRACES, RequestFormat.PROTOBUF, body)
                .refusal()
                .startsWith("request: malformed or truncated protobuf: "));
    }

    @Test
    void passesUnknownGroupsAndRefusesAnEndWithoutABeginning() {
        byte[] group = {(15 << 3) | 3, 8, 1, (15 << 3) | 4};
        assertEquals(
                new DecodeResult(0, 0, null),
                Decoded.of(Signal.LOGS, RequestFormat.PROTOBUF, group).result());
        byte[] end = {(15 << 3) | 4};
        assertEquals(
                "request: malformed or truncated protobuf:"
                        + " Protocol message end-group tag did not match expected tag. at byte 1",
                Decoded.of(Signal.LOGS, RequestFormat.PROTOBUF, end).refusal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffffffff07",
                "ffffffff0f",
                "ffffffffffffffffff01",
                "ffffffffffffffffffff01",
                "8080808008",
                "7f",
                "00ff"
            })
    void refusesLengthsBeyondTheMessageBeforeAllocatingAnything(String hex) {
        byte[] length = HexFormat.of().parseHex(hex);
        for (int number : new int[] {1, 2, 3, 5, 6, 9}) {
            byte[] string = concat(new byte[] {(byte) (number << 3 | 2)}, length);
            for (byte[] body : new byte[][] {
                string,
                field(1, string),
                field(1, field(2, string)),
                field(1, field(2, field(2, string))),
                field(1, field(2, field(2, field(9, field(1, string)))))
            }) {
                for (Signal signal : Signal.values()) {
                    Decoded decoded = Decoded.of(signal, RequestFormat.PROTOBUF, body);
                    if (GeneratedCode.records(signal, body) >= 0) {
                        assertNull(decoded.refusal(), () -> signal + " field " + number);
                    } else {
                        boolean taken = decoded.refusal() == null
                                && decoded.result().firstRejection() == null
                                && decoded.result().warning() == null;
                        assertFalse(taken, () -> signal + " field " + number);
                    }
                }
            }
        }
    }

    @Test
    void rejectsARecordOfMoreElementsThanAreHeld() {
        String events = "{},".repeat(65_536);
        assertEquals(
                new DecodeResult(1, 0, null),
                Decoded.span("\"events\":[" + events.substring(0, events.length() - 1) + "]")
                        .result());
        assertEquals(
                "span.events[65536]: expected at most 65536 elements, found more at byte 196618",
                Decoded.span("\"events\":[" + events + "{}]").fault());
        assertEquals(
                "metric.histogram.dataPoints[0].bucketCounts[65536]:"
                        + " expected at most 65536 elements, found more at byte 131116",
                Decoded.metric("\"histogram\":{\"dataPoints\":[{\"bucketCounts\":[" + "1,".repeat(65_536) + "1]}]}")
                        .fault());
        byte[] counts = field(2, new byte[65_537]);
        Decoded protobuf = Decoded.of(
                Signal.METRICS,
                RequestFormat.PROTOBUF,
                field(1, field(2, field(2, field(10, field(1, field(8, counts)))))));
        assertEquals(
                new DecodeResult(
                        0,
                        1,
                        "resourceMetrics[0].scopeMetrics[0].metrics[0].exponentialHistogram.dataPoints[0].positive:"
                                + " expected at most 65536 elements, found more at byte 65564"),
                protobuf.result());
    }

    @Test
    void rejectsARecordWhoseValuesGrowBeyondTheLimitWhenRendered() {
        // Each control character takes 1 byte on the wire and 6 as JSON.
        byte[] array = field(5, field(1, field(1, new byte[4_000_000])));
        Decoded decoded =
                Decoded.of(Signal.LOGS, RequestFormat.PROTOBUF, field(1, field(2, field(2, field(5, array)))));
        assertEquals(
                new DecodeResult(
                        0,
                        1,
                        "resourceLogs[0].scopeLogs[0].logRecords[0].body.arrayValue.values[0]:"
                                + " values take more than 16777216 bytes as text"),
                decoded.result());
    }

    @Test
    void countsMillionsOfFaultsWithoutMuchAdo() {
        String fault = "{\"flags\":-1},";
        int count = 500_000;
        Decoded decoded = Decoded.json(
                Signal.LOGS, "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + fault.repeat(count) + "{}]}]}]}");
        assertEquals(1, decoded.result().accepted());
        assertEquals(count, decoded.result().rejected());
    }

    @Test
    void mergesAValueSentInAHundredThousandPieces() {
        byte[] piece = field(5, field(5, field(1, new byte[0])));
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        for (int i = 0; i < 100_000; i++) {
            record.writeBytes(piece);
            record.writeBytes(new byte[] {0x32, 0});
        }
        Decoded decoded =
                Decoded.of(Signal.LOGS, RequestFormat.PROTOBUF, field(1, field(2, field(2, record.toByteArray()))));
        assertEquals("log body=JSON:[" + "null,".repeat(99_999) + "null] attributes{=NULL:}", decoded.first());
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static boolean rejectsRecords(OtlpDecoder decoder, Signal signal, byte[] lines) {
        try {
            return decoder.decode(signal, RequestFormat.JSON_LINES, lines, 0, lines.length, new CountingSink())
                            .rejected()
                    > 0;
        } catch (InvalidRequestException e) {
            throw new AssertionError("a line costs the line", e);
        }
    }

    private static boolean decodes(OtlpDecoder decoder, Signal signal, RequestFormat format, byte[] body) {
        try {
            DecodeResult result = decoder.decode(signal, format, body, 0, body.length, new CountingSink());
            assertTrue(result.accepted() >= 0 && result.rejected() >= 0);
            assertEquals(result.rejected() > 0, result.firstRejection() != null && result.rejected() > 0);
            return true;
        } catch (InvalidRequestException e) {
            assertTrue(e.getMessage().contains(": "), e.getMessage());
            return false;
        }
    }
}
