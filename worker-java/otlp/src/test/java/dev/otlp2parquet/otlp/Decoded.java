package dev.otlp2parquet.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What became of a request: the result and the calls a sink got, or the message of the refusal. */
public record Decoded(DecodeResult result, List<String> calls, String refusal) {
    private static final String LOG_RECORD = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{";
    private static final String SPAN = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{";
    private static final String METRIC = "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{";

    /** Decodes bytes from the middle of an array, so that a mixed-up offset shows. */
    public static Decoded of(Signal signal, RequestFormat format, byte[] body) {
        byte[] array = new byte[body.length + 5];
        Arrays.fill(array, (byte) '"');
        System.arraycopy(body, 0, array, 3, body.length);
        RecordingSink sink = new RecordingSink();
        try {
            DecodeResult result = new OtlpDecoder().decode(signal, format, array, 3, body.length, sink);
            return new Decoded(result, sink.calls(), null);
        } catch (InvalidRequestException e) {
            return new Decoded(null, sink.calls(), e.getMessage());
        }
    }

    public static Decoded json(Signal signal, String text) {
        return of(signal, RequestFormat.JSON, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A request of one log record, given the inside of its object. */
    public static Decoded logRecord(String fields) {
        return json(Signal.LOGS, LOG_RECORD + fields + "}]}]}]}");
    }

    /** A request of one span, given the inside of its object. */
    public static Decoded span(String fields) {
        return json(Signal.TRACES, SPAN + fields + "}]}]}]}");
    }

    /** A request of one metric, given the inside of its object. */
    public static Decoded metric(String fields) {
        return json(Signal.METRICS, METRIC + fields + "}]}]}]}");
    }

    /** The first call, which is the record's if there is one. */
    public String first() {
        return calls.isEmpty() ? refusal : calls.get(0);
    }

    /**
     * The first rejection, or the refusal; for a request of the helpers above with {@code record}, {@code span} or
     * {@code metric} for the path of the record, and with the offset counted from the first of the given fields.
     */
    public String fault() {
        String message = refusal != null ? refusal : result.firstRejection();
        if (message == null) {
            return null;
        }
        return relative(message, "resourceLogs[0].scopeLogs[0].logRecords[0]", "record", LOG_RECORD)
                .orElseGet(() -> relative(message, "resourceSpans[0].scopeSpans[0].spans[0]", "span", SPAN)
                        .orElseGet(() -> relative(
                                        message, "resourceMetrics[0].scopeMetrics[0].metrics[0]", "metric", METRIC)
                                .orElse(message)));
    }

    private static Optional<String> relative(String message, String path, String name, String prefix) {
        if (!message.startsWith(path)) {
            return Optional.empty();
        }
        String rest = message.substring(path.length());
        int at = rest.lastIndexOf(" at byte ") + 9;
        int offset = Integer.parseInt(rest.substring(at));
        return Optional.of(name + rest.substring(0, at) + (offset - prefix.length()));
    }
}
