package dev.otlp2parquet.otlp.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Message;
import dev.otlp2parquet.otlp.Decoded;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sink cannot tell in which format a request came: it gets the same calls with the same fields. */
class SameEventsTest {
    private static final int SEEDS = 25;

    @ParameterizedTest
    @EnumSource(Signal.class)
    void aSinkGetsTheSameCallsFromEveryFormat(Signal signal) throws Exception {
        for (long seed = 1000; seed < 1000 + SEEDS; seed++) {
            GeneratedRequests generator = new GeneratedRequests(seed);
            Message request = switch (signal) {
                case LOGS -> generator.logs();
                case TRACES -> generator.traces();
                case METRICS -> generator.metrics();
            };
            Decoded protobuf = Decoded.of(signal, RequestFormat.PROTOBUF, request.toByteArray());
            OtlpJson json = new OtlpJson(seed);
            byte[] text = json.print(request).getBytes(StandardCharsets.UTF_8);
            byte[] line = json.printLine(request).getBytes(StandardCharsets.UTF_8);
            assertEquals(protobuf, Decoded.of(signal, RequestFormat.JSON, text), "seed " + seed);
            assertEquals(protobuf, Decoded.of(signal, RequestFormat.JSON_LINES, line), "seed " + seed);
        }
    }
}
