package dev.otlp2parquet.ingest.http;

import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.platform.text.Ascii;

/** Content-Type (RFC 9110, section 8.3) as far as OTLP needs it. */
public final class MediaType {

    /** The accepted types, for messages. */
    public static final String ALLOWED =
            "application/x-protobuf, application/json, application/x-ndjson or application/jsonl";

    private MediaType() {}

    /**
     * The format that a Content-Type names; null if it is missing, unknown, or names another charset than UTF-8 for JSON.
     * Also accepts {@code application/protobuf}, which some clients send. Other parameters have no meaning for these types
     * and are ignored.
     */
    public static RequestFormat format(String contentType) {
        if (contentType == null) {
            return null;
        }
        int semicolon = contentType.indexOf(';');
        String type = Ascii.lowerCase(Ascii.trim(semicolon < 0 ? contentType : contentType.substring(0, semicolon)));
        RequestFormat format = switch (type) {
            case "application/x-protobuf", "application/protobuf" -> RequestFormat.PROTOBUF;
            case "application/json" -> RequestFormat.JSON;
            case "application/x-ndjson", "application/jsonl" -> RequestFormat.JSON_LINES;
            default -> null;
        };
        boolean text = format == RequestFormat.JSON || format == RequestFormat.JSON_LINES;
        return text && semicolon >= 0 && !utf8(contentType.substring(semicolon + 1)) ? null : format;
    }

    private static boolean utf8(String parameters) {
        int from = 0;
        while (from <= parameters.length()) {
            int end = parameters.indexOf(';', from);
            if (end < 0) {
                end = parameters.length();
            }
            String parameter = Ascii.lowerCase(Ascii.trim(parameters.substring(from, end)));
            if (parameter.startsWith("charset=")) {
                String charset = parameter.substring("charset=".length());
                return charset.equals("utf-8")
                        || charset.equals("\"utf-8\"")
                        || charset.equals("utf8")
                        || charset.equals("us-ascii");
            }
            from = end + 1;
        }
        return true;
    }
}
