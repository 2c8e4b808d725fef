package dev.otlp2parquet.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our decision on damaged protobuf against that of generated code.
 *
 * <p>What generated code takes, we take, with the same number of records, some of them perhaps rejected for what OTLP
 * says. What it refuses, we refuse, or we reject at least one record (anything behind a fault in the same record is
 * contained), or we repair a string that is not UTF-8 and say so, but for one thing: {@code entity_refs} are passed over unread, as by code that was
 * generated before there were any.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProtobufOracleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "logs",
                "traces",
                "trace",
                "metrics_gauge",
                "metrics_sum",
                "metrics_histogram",
                "metrics_exponential_histogram",
                "metrics_summary",
                "metrics_mixed"
            })
    void decidesOnMutatedRequestsAsGeneratedCodeDoes(String name) throws IOException {
        String path = "otlp2parquet/" + name + ".pb";
        byte[] body = Samples.read(path);
        if (name.equals("logs") || name.equals("traces")) {
            body = firstResource(body);
        }
        Signal signal = Samples.signal(path);
        Random random = new Random(GeneratedCases.SEED);
        int taken = 0;
        int refused = 0;
        int cases = GeneratedCases.of(8000);
        for (int i = 0; i < cases; i++) {
            byte[] mutated = Mutation.of(body, random);
            String message = "seed " + GeneratedCases.SEED + ", mutation " + i + " of " + name + ", "
                    + HexFormat.of().formatHex(mutated);
            int expected = GeneratedCode.records(signal, mutated);
            Decoded decoded = Decoded.of(signal, RequestFormat.PROTOBUF, mutated);
            if (expected >= 0) {
                taken++;
                assertEquals(null, decoded.refusal(), message);
                int accepted = decoded.result().accepted();
                int rejected = decoded.result().rejected();
                if (decoded.result().firstRejection() == null) {
                    assertEquals(expected, accepted, message);
                } else {
                    assertTrue(
                            accepted + rejected >= expected && accepted <= expected,
                            () -> message + ": " + expected + " records, but " + decoded.result());
                }
            } else {
                refused++;
                boolean accepted = decoded.refusal() == null
                        && decoded.result().firstRejection() == null
                        && decoded.result().warning() == null;
                assertFalse(accepted && !GeneratedCode.takesWithoutEntityRefs(signal, mutated), message);
            }
        }
        assertTrue(taken > cases / 16 && refused > cases / 16, taken + " taken, " + refused + " refused");
    }

    /** The first element of the request, to have mutations meet more than text. */
    private static byte[] firstResource(byte[] body) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(body);
        in.readTag();
        int length = in.readRawVarint32();
        return Arrays.copyOf(body, in.getTotalBytesRead() + length);
    }
}
