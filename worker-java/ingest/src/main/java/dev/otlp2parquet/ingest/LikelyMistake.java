package dev.otlp2parquet.ingest;

import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.platform.text.Ascii;

/** What the sender of a refused request most likely did wrong, and the cure: part of the answer's message. */
final class LikelyMistake {

    private static final String GRPC =
            "; this is gRPC, which is not accepted: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf";

    private static final byte FIELD_1 = 0x0A;

    private LikelyMistake() {}

    /**
     * Of a request to a path where nothing is, or empty.
     *
     * @param path as {@link SignalPath#canonical} has it
     */
    static String ofPath(String path) {
        if (path.startsWith("/opentelemetry.proto.collector.")) {
            return GRPC;
        }
        if (path.isEmpty()) {
            return "; an endpoint variable of one signal, such as OTEL_EXPORTER_OTLP_LOGS_ENDPOINT, needs the path too;"
                    + " OTEL_EXPORTER_OTLP_ENDPOINT does not";
        }
        if (path.endsWith("/profiles")) {
            return "; profiles are not accepted: turn off the exporter of profiles";
        }
        int version = path.lastIndexOf("/v1/");
        return version <= 0 || SignalPath.signalAt(path.substring(version)) == null
                ? ""
                : "; the exporter appends " + path.substring(version) + " to its endpoint: remove \""
                        + path.substring(0, version) + "\" from OTEL_EXPORTER_OTLP_ENDPOINT";
    }

    /**
     * Of a Content-Type that is not accepted, or empty.
     *
     * @param contentType the header's value, or null
     */
    static String ofContentType(String contentType) {
        String type = contentType == null ? "" : Ascii.lowerCase(contentType);
        if (type.startsWith("application/grpc")) {
            return GRPC;
        }
        return type.startsWith("application/x-www-form-urlencoded")
                ? "; curl -d sends this unless told otherwise: add -H \"Content-Type: application/json\""
                : "";
    }

    /**
     * Of a body that cannot be decoded, or null.
     *
     * @param format what the Content-Type says
     * @param decompressed whether a Content-Encoding was undone
     */
    static String ofBody(RequestFormat format, boolean decompressed, byte[] body, int length) {
        String coding = coding(body, length);
        if (coding != null) {
            return decompressed
                    ? "this is " + coding + " data still after its Content-Encoding was undone: it is compressed twice"
                    : "this is " + coding + " data: add \"Content-Encoding: " + coding + "\"";
        }
        if (format == RequestFormat.PROTOBUF) {
            return isJson(body, length) ? "this is JSON: send \"Content-Type: application/json\"" : null;
        }
        return isProtobuf(body, length) ? "this is protobuf: send \"Content-Type: application/x-protobuf\"" : null;
    }

    /** By the magic numbers of RFC 1952 and RFC 8878. */
    private static String coding(byte[] body, int length) {
        if (length >= 2 && body[0] == 0x1F && body[1] == (byte) 0x8B) {
            return "gzip";
        }
        boolean zstd =
                length >= 4 && body[0] == 0x28 && body[1] == (byte) 0xB5 && body[2] == 0x2F && body[3] == (byte) 0xFD;
        return zstd ? "zstd" : null;
    }

    /** A line feed at the beginning is the tag of field 1 too: such a body is taken for protobuf. */
    private static boolean isJson(byte[] body, int length) {
        for (int i = 0; i < length && body[0] != FIELD_1; i++) {
            byte b = body[i];
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b == '{';
            }
        }
        return false;
    }

    /** Whether the body is nothing but messages in field 1, to its last byte. */
    private static boolean isProtobuf(byte[] body, int length) {
        int position = 0;
        while (position < length) {
            if (body[position++] != FIELD_1) {
                return false;
            }
            long size = 0;
            int shift = 0;
            byte b;
            do {
                if (position == length || shift > 28) {
                    return false;
                }
                b = body[position++];
                size |= (b & 0x7FL) << shift;
                shift += 7;
            } while (b < 0);
            if (size > length - position) {
                return false;
            }
            position += (int) size;
        }
        return length > 0;
    }
}
