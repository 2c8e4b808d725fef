package dev.otlp2parquet.ingest;

import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.platform.text.Ascii;

/** The likely mistake of the sender of a refused request, and its cure. Part of the message of the answer. */
final class LikelyMistake {

    private static final String GRPC =
            "; this is gRPC, which is not accepted: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf";

    private static final byte FIELD_1 = 0x0A;

    private LikelyMistake() {}

    /**
     * The mistake of a request to an unknown path, or empty.
     *
     * @param path as {@link SignalPath#canonical} returns it
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
     * The mistake of a Content-Type that is not accepted, or empty.
     *
     * @param contentType the value of the header, or null
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
     * The mistake of a body that cannot be decoded, or null.
     *
     * @param format the format that the Content-Type names
     * @param decompressed whether the body was decompressed
     */
    static String ofBody(RequestFormat format, boolean decompressed, byte[] body, int length) {
        String coding = coding(body, length);
        if (coding != null) {
            return decompressed
                    ? "this is " + coding + " data even after decompression: it is compressed twice"
                    : "this is " + coding + " data: add \"Content-Encoding: " + coding + "\"";
        }
        if (format == RequestFormat.PROTOBUF) {
            return isJson(body, length) ? "this is JSON: send \"Content-Type: application/json\"" : null;
        }
        return isProtobuf(body, length) ? "this is protobuf: send \"Content-Type: application/x-protobuf\"" : null;
    }

    /** The compression of a body by the magic numbers of RFC 1952 and RFC 8878, or null. */
    private static String coding(byte[] body, int length) {
        if (length >= 2 && body[0] == 0x1F && body[1] == (byte) 0x8B) {
            return "gzip";
        }
        boolean zstd =
                length >= 4 && body[0] == 0x28 && body[1] == (byte) 0xB5 && body[2] == 0x2F && body[3] == (byte) 0xFD;
        return zstd ? "zstd" : null;
    }

    /** Whether a body looks like JSON. A leading line feed is also the tag of field 1: such a body counts as protobuf. */
    private static boolean isJson(byte[] body, int length) {
        for (int i = 0; i < length && body[0] != FIELD_1; i++) {
            byte b = body[i];
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b == '{';
            }
        }
        return false;
    }

    /** Whether the body consists of messages in field 1, to its last byte. */
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
