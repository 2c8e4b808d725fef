package dev.otlp2parquet.ingest.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.otlp2parquet.otlp.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswersTest {

    private static final String MESSAGE = "resourceLogs[0]: \"ä\"\n😀";

    @ParameterizedTest
    @EnumSource(AnswerEncoding.class)
    void aPartialSuccessOfEachSignalIsReadByProtobuf(AnswerEncoding encoding) throws InvalidProtocolBufferException {
        ExportLogsServiceResponse logs = (ExportLogsServiceResponse)
                read(encoding, Signal.LOGS, 7, MESSAGE, ExportLogsServiceResponse.newBuilder());
        assertEquals(7, logs.getPartialSuccess().getRejectedLogRecords());
        assertEquals(MESSAGE, logs.getPartialSuccess().getErrorMessage());

        ExportTraceServiceResponse traces = (ExportTraceServiceResponse)
                read(encoding, Signal.TRACES, 1L << 40, MESSAGE, ExportTraceServiceResponse.newBuilder());
        assertEquals(1L << 40, traces.getPartialSuccess().getRejectedSpans());

        ExportMetricsServiceResponse metrics = (ExportMetricsServiceResponse)
                read(encoding, Signal.METRICS, 128, MESSAGE, ExportMetricsServiceResponse.newBuilder());
        assertEquals(128, metrics.getPartialSuccess().getRejectedDataPoints());
    }

    @ParameterizedTest
    @EnumSource(AnswerEncoding.class)
    void aFullSuccessHasNoPartialSuccess(AnswerEncoding encoding) throws InvalidProtocolBufferException {
        ExportLogsServiceResponse logs =
                (ExportLogsServiceResponse) read(encoding, Signal.LOGS, 0, "", ExportLogsServiceResponse.newBuilder());
        assertFalse(logs.hasPartialSuccess());
    }

    @ParameterizedTest
    @EnumSource(AnswerEncoding.class)
    void aWarningIsAPartialSuccessThatRejectsNothing(AnswerEncoding encoding) throws InvalidProtocolBufferException {
        ExportLogsServiceResponse logs = (ExportLogsServiceResponse)
                read(encoding, Signal.LOGS, 0, MESSAGE, ExportLogsServiceResponse.newBuilder());
        assertEquals(0, logs.getPartialSuccess().getRejectedLogRecords());
        assertEquals(MESSAGE, logs.getPartialSuccess().getErrorMessage());
    }

    @Test
    void theBytesAreThoseThatProtobufWrites() {
        ExportLogsServiceResponse.Builder expected = ExportLogsServiceResponse.newBuilder();
        expected.getPartialSuccessBuilder().setRejectedLogRecords(300).setErrorMessage(MESSAGE);

        assertArrayEquals(
                expected.build().toByteArray(),
                answers(AnswerEncoding.PROTOBUF)
                        .accepted(Signal.LOGS, 300, MESSAGE)
                        .body());
        assertArrayEquals(
                new byte[0],
                answers(AnswerEncoding.PROTOBUF).accepted(Signal.LOGS, 0, "").body());
    }

    @Test
    void anAnswerToAPageNamesItsOrigin() {
        RequestContext context = new RequestContext("id", AnswerEncoding.JSON, "https://a.example.com");

        assertEquals(
                List.of(
                        new Header("x-request-id", "id"),
                        new Header("access-control-allow-origin", "https://a.example.com"),
                        new Header(
                                "access-control-expose-headers", "x-request-id, retry-after, otlp2parquet-committed"),
                        new Header("access-control-allow-credentials", "true"),
                        new Header("vary", "origin"),
                        new Header("content-type", "application/json")),
                new Answers(context).accepted(Signal.TRACES, 0, "").headers());
    }

    private static Message read(
            AnswerEncoding encoding, Signal signal, long rejected, String message, Message.Builder builder)
            throws InvalidProtocolBufferException {
        HttpAnswer answer = answers(encoding).accepted(signal, rejected, message);
        assertEquals(200, answer.status());
        assertEquals(encoding.contentType(), answer.header("content-type"));
        if (encoding == AnswerEncoding.PROTOBUF) {
            builder.mergeFrom(answer.body());
        } else {
            JsonFormat.parser().merge(new String(answer.body(), StandardCharsets.UTF_8), builder);
        }
        return builder.build();
    }

    private static Answers answers(AnswerEncoding encoding) {
        return new Answers(new RequestContext("id", encoding, null));
    }
}
