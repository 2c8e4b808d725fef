package dev.otlp2parquet.batching.buffer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.otlp2parquet.batching.Deduplication;
import dev.otlp2parquet.batching.client.UnansweredAttempts;
import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.host.JdkDigest;
import dev.otlp2parquet.ingest.BodyIdentity;
import dev.otlp2parquet.otlp.InvalidRequestException;
import dev.otlp2parquet.otlp.OtlpDecoder;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.otlp.table.CheckingSink;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.table.TimestampUnit;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How real bodies are known when they come again. */
class RequestIdentityTest {

    /** A whole millisecond. */
    private static final long TIME = 1_795_253_400_123_000_000L;

    private static final long MILLISECOND = 1_000_000;
    private static final Deduplication ON = new Deduplication(86_400, 1_000);
    private static final Deduplication OFF = new Deduplication(0, 1_000);

    private final Randomness random = new Random(0x5EED)::nextLong;

    private static LogRecord log(long unixNanos) {
        return LogRecord.newBuilder()
                .setTimeUnixNano(unixNanos)
                .setBody(AnyValue.newBuilder().setStringValue("connection refused, retrying"))
                .build();
    }

    private static LogRecord observed(long unixNanos) {
        return LogRecord.newBuilder().setObservedTimeUnixNano(unixNanos).build();
    }

    private static ExportLogsServiceRequest logs(LogRecord... records) {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        request.addResourceLogsBuilder().addScopeLogsBuilder().addAllLogRecords(Arrays.asList(records));
        return request.build();
    }

    private static Span span(int id) {
        Span.Builder span = Span.newBuilder()
                .setTraceId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}));
        return id == 0
                ? span.build()
                : span.setSpanId(ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) id}))
                        .build();
    }

    private static ExportTraceServiceRequest spans(Span... spans) {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        request.addResourceSpansBuilder().addScopeSpansBuilder().addAllSpans(Arrays.asList(spans));
        return request.build();
    }

    private static ExportMetricsServiceRequest gauge(long... times) {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        var gauge = request.addResourceMetricsBuilder()
                .addScopeMetricsBuilder()
                .addMetricsBuilder()
                .setName("m")
                .getGaugeBuilder();
        for (long time : times) {
            gauge.addDataPoints(
                    NumberDataPoint.newBuilder().setTimeUnixNano(time).setAsInt(1));
        }
        return request.build();
    }

    private static Signal signal(Message request) {
        if (request instanceof ExportLogsServiceRequest) {
            return Signal.LOGS;
        }
        return request instanceof ExportTraceServiceRequest ? Signal.TRACES : Signal.METRICS;
    }

    private RequestIdentity identity(
            Signal signal, RequestFormat format, byte[] body, String key, Deduplication deduplication) {
        BodyIdentity found = new BodyIdentity(new CheckingSink(TimestampUnit.MICROS));
        try {
            new OtlpDecoder().decode(signal, format, body, 0, body.length, found);
        } catch (InvalidRequestException e) {
            throw new AssertionError(e);
        }
        return RequestIdentity.of(
                found.recognition(), key, deduplication, format.code(), Client.sha256(body), new JdkDigest(), random);
    }

    private RequestIdentity identity(Message request, String key) {
        return identity(signal(request), RequestFormat.PROTOBUF, request.toByteArray(), key, ON);
    }

    private Recognition recognition(Message request) {
        return identity(request, null).recognition();
    }

    private Recognition ofJson(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return identity(Signal.LOGS, RequestFormat.JSON, bytes, null, ON).recognition();
    }

    @Test
    void spansAreKnownByTheirContent() {
        assertEquals(Recognition.CONTENT, recognition(spans(span(1))));
        assertEquals(Recognition.CONTENT, recognition(spans(span(1), span(2))));
    }

    /** The decoder takes it, though the specification does not. */
    @Test
    void aSpanWithoutAnIdMakesItsBodyOneOfItsOwn() {
        assertEquals(Recognition.ATTEMPT, recognition(spans(span(0))));
        assertEquals(Recognition.ATTEMPT, recognition(spans(span(1), span(0), span(2))));
    }

    @Test
    void pointsAreKnownByTheirContentIfAllHaveTimes() {
        assertEquals(Recognition.CONTENT, recognition(gauge(TIME)));
        assertEquals(Recognition.CONTENT, recognition(gauge(TIME, TIME)));
        assertEquals(Recognition.ATTEMPT, recognition(gauge(TIME, 0, TIME)));
        assertEquals(Recognition.ATTEMPT, recognition(gauge(0)));
    }

    @Test
    void pointsOfEveryKindAreLookedAt() {
        for (int kind = 0; kind < 5; kind++) {
            for (long time : new long[] {TIME, 0}) {
                ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
                var metric = request.addResourceMetricsBuilder()
                        .addScopeMetricsBuilder()
                        .addMetricsBuilder()
                        .setName("m");
                switch (kind) {
                    case 0 ->
                        metric.getGaugeBuilder()
                                .addDataPointsBuilder()
                                .setTimeUnixNano(time)
                                .setAsInt(1);
                    case 1 ->
                        metric.getSumBuilder()
                                .addDataPointsBuilder()
                                .setTimeUnixNano(time)
                                .setAsInt(1);
                    case 2 ->
                        metric.getHistogramBuilder().addDataPointsBuilder().setTimeUnixNano(time);
                    case 3 ->
                        metric.getExponentialHistogramBuilder()
                                .addDataPointsBuilder()
                                .setTimeUnixNano(time);
                    default -> metric.getSummaryBuilder().addDataPointsBuilder().setTimeUnixNano(time);
                }
                assertEquals(
                        time == 0 ? Recognition.ATTEMPT : Recognition.CONTENT,
                        recognition(request.build()),
                        "kind " + kind + ", time " + time);
            }
        }
    }

    @Test
    void oneLogRecordOfAWholeMillisecondCanBeMeantTwice() {
        assertEquals(Recognition.EXCUSABLE, recognition(logs(log(TIME))));
        assertEquals(Recognition.EXCUSABLE, recognition(logs(log(TIME), log(TIME))));
        assertEquals(Recognition.EXCUSABLE, recognition(logs(observed(TIME))));
    }

    @Test
    void twoInstantsOrAFinerOneTellABody() {
        assertEquals(Recognition.CONTENT, recognition(logs(log(TIME), log(TIME + MILLISECOND))));
        assertEquals(Recognition.CONTENT, recognition(logs(log(TIME), observed(TIME + MILLISECOND))));
        assertEquals(Recognition.CONTENT, recognition(logs(log(TIME), log(TIME), log(TIME + MILLISECOND))));
        assertEquals(Recognition.CONTENT, recognition(logs(log(TIME + 1))));
        assertEquals(Recognition.CONTENT, recognition(logs(log(TIME), log(TIME + 1))));
        assertEquals(Recognition.CONTENT, recognition(logs(observed(TIME + 1))));
        assertEquals(Recognition.CONTENT, recognition(logs(log(1))));
    }

    /** One clock may give both of them to many records, always as far apart. */
    @Test
    void theTwoTimesOfOneRecordAreNotTwoInstants() {
        LogRecord record = log(TIME).toBuilder()
                .setObservedTimeUnixNano(TIME + 5 * MILLISECOND)
                .build();
        assertEquals(Recognition.EXCUSABLE, recognition(logs(record)));
        assertEquals(Recognition.EXCUSABLE, recognition(logs(record, record)));
    }

    /** The collector reads lines whose times are whole seconds, and observes them to the nanosecond. */
    @Test
    void aFineTimeOfObservationTellsARecordWhoseOwnTimeIsCoarse() {
        LogRecord record =
                log(TIME).toBuilder().setObservedTimeUnixNano(TIME + 1).build();
        assertEquals(Recognition.CONTENT, recognition(logs(record)));
    }

    @Test
    void aRecordWithoutATimeMakesItsBodyOneOfItsOwn() {
        assertEquals(Recognition.ATTEMPT, recognition(logs(log(0))));
        assertEquals(Recognition.ATTEMPT, recognition(logs(log(TIME + 1), log(0))));
        assertEquals(Recognition.ATTEMPT, recognition(logs(log(0), log(TIME), log(TIME + MILLISECOND))));
    }

    @Test
    void recordsThatAreRejectedCountToo() {
        // In JSON a bad trace id costs its record; the sink refuses a time beyond what microseconds reach, after it has
        // seen it.
        LogRecord beyond = log(-1);
        assertEquals(Recognition.CONTENT, recognition(logs(log(TIME), beyond)));
    }

    @Test
    void theSameTelemetryInJsonIsOfTheSameKind() {
        String record =
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"%s\",\"body\":{\"stringValue\":\"b\"}}]}]}]}";
        assertEquals(Recognition.EXCUSABLE, ofJson(record.formatted("1795253400123000000")));
        assertEquals(Recognition.CONTENT, ofJson(record.formatted("1795253400123000001")));
        assertEquals(Recognition.ATTEMPT, ofJson(record.formatted("0")));
        byte[] lines = (record.formatted("1795253400123000000") + "\n" + record.formatted("1795253400124000000"))
                .getBytes(StandardCharsets.UTF_8);
        assertEquals(
                Recognition.CONTENT,
                identity(Signal.LOGS, RequestFormat.JSON_LINES, lines, null, ON).recognition());
    }

    @Test
    void theMarkOfAContentIsItsHashAndItsFormat() {
        byte[] body = logs(log(TIME + 1)).toByteArray();
        byte[] expected = Arrays.copyOf(Client.sha256(body), 16);
        expected[15] = 1;

        assertArrayEquals(
                expected,
                identity(Signal.LOGS, RequestFormat.PROTOBUF, body, null, ON).mark());
    }

    @Test
    void aKeyTellsBodiesThatTheirContentDoesNotTell() {
        RequestIdentity first = identity(logs(log(0)), "order-17");

        assertEquals(Recognition.KEY, first.recognition());
        assertArrayEquals(first.mark(), identity(logs(log(0)), "order-17").mark());
        assertFalse(
                Arrays.equals(first.mark(), identity(logs(log(0)), "order-18").mark()));
        assertEquals(Recognition.KEY, identity(logs(log(TIME)), "order-17").recognition());
    }

    /** Somebody sets one header for all requests of an exporter. */
    @Test
    void theSameKeyWithAnotherBodyIsAnotherRequest() {
        assertFalse(Arrays.equals(
                identity(logs(log(0)), "static").mark(),
                identity(logs(log(0), log(0)), "static").mark()));
    }

    @Test
    void aKeyDoesNotTellBodiesThatTheirContentTells() {
        RequestIdentity with = identity(logs(log(TIME + 1)), "order-17");

        assertEquals(Recognition.CONTENT, with.recognition());
        assertArrayEquals(with.mark(), identity(logs(log(TIME + 1)), "order-18").mark());
    }

    @Test
    void everyAttemptHasAMarkOfItsOwn() {
        Set<ByteString> marks = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            marks.add(ByteString.copyFrom(identity(logs(log(TIME)), null).mark()));
            marks.add(ByteString.copyFrom(identity(logs(log(0)), null).mark()));
        }
        assertEquals(200, marks.size());
        assertTrue(marks.stream().allMatch(mark -> mark.size() == RequestIdentity.MARK_BYTES));
    }

    @Test
    void attemptsOfOneBodyShareItsContentMark() {
        RequestIdentity first = identity(logs(log(TIME)), null);
        RequestIdentity second = identity(logs(log(TIME)), null);

        assertFalse(Arrays.equals(first.mark(), second.mark()));
        assertArrayEquals(first.contentMark(), second.contentMark());
    }

    @Test
    void withoutAWindowEveryRequestIsOneOfItsOwn() {
        for (Message request :
                new Message[] {logs(log(TIME + 1)), logs(log(TIME)), logs(log(0)), gauge(TIME), spans(span(1))}) {
            RequestIdentity identity =
                    identity(signal(request), RequestFormat.PROTOBUF, request.toByteArray(), "key", OFF);
            assertEquals(Recognition.ATTEMPT, identity.recognition());
            assertFalse(identity.recognition().repeatable());
        }
    }

    @Test
    void aBodyOfTheSameBytesInAnotherFormatIsAnother() {
        byte[] line = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"1\"}]}]}]}"
                .getBytes(StandardCharsets.UTF_8);
        assertFalse(Arrays.equals(
                identity(Signal.LOGS, RequestFormat.JSON, line, null, ON).mark(),
                identity(Signal.LOGS, RequestFormat.JSON_LINES, line, null, ON).mark()));
    }

    @Test
    void whatIsKnownOfUnansweredAttemptsIsBounded() {
        UnansweredAttempts attempts = new UnansweredAttempts();
        RequestIdentity first = identity(logs(log(TIME)), null);
        RequestIdentity other = identity(logs(log(TIME + MILLISECOND)), null);
        attempts.add(other, other.mark());
        for (int i = 0; i <= UnansweredAttempts.MAX_ATTEMPTS; i++) {
            attempts.add(first, new byte[] {(byte) i});
        }
        assertTrue(attempts.take(other, 1).isEmpty(), "the oldest is forgotten");
        assertArrayEquals(new byte[] {1}, attempts.take(first, 1).get(0));
        attempts.add(other, other.mark());
        assertEquals(
                UnansweredAttempts.MAX_ATTEMPTS - 1,
                attempts.take(first, 10_000).size());
        assertTrue(attempts.take(first, 1).isEmpty());
        assertArrayEquals(other.mark(), attempts.take(other, 1).get(0));
    }
}
