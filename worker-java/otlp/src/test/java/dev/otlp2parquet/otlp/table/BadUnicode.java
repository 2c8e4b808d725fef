package dev.otlp2parquet.otlp.table;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts two sequences that are malformed into a request in place of {@link GeneratedValues#BAD}, each to be replaced by one U+FFFD.
 */
final class BadUnicode {
    private static final byte[] MARK = GeneratedValues.BAD.getBytes(StandardCharsets.UTF_8);

    /** A character of four bytes without its last, twice: as long as the mark, so that lengths in protobuf stay true. */
    private static final byte[] CUT = {(byte) 0xF0, (byte) 0x9F, (byte) 0x98, (byte) 0xF0, (byte) 0x9F, (byte) 0x98};

    private static final byte[] REPLACED = "\ufffd\ufffd".getBytes(StandardCharsets.UTF_8);

    private BadUnicode() {}

    static byte[] inProtobuf(Message request) {
        return replaced(request.toByteArray(), CUT);
    }

    /** As bytes that are no UTF-8, or as escapes of surrogates of which none has its other half. */
    static byte[] inJson(String json, boolean escaped) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return replaced(bytes, escaped ? "\\ude00\\uD83D".getBytes(StandardCharsets.US_ASCII) : CUT);
    }

    /** The request as it should be stored. */
    static Message repaired(Message request) throws InvalidProtocolBufferException {
        return request.getParserForType().parseFrom(replaced(request.toByteArray(), REPLACED));
    }

    static boolean isIn(Message request) {
        byte[] bytes = request.toByteArray();
        return !Arrays.equals(bytes, replaced(bytes, CUT));
    }

    private static byte[] replaced(byte[] bytes, byte[] replacement) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < bytes.length) {
            int end = Math.min(bytes.length, at + MARK.length);
            if (Arrays.equals(bytes, at, end, MARK, 0, MARK.length)) {
                out.writeBytes(replacement);
                at = end;
            } else {
                out.write(bytes[at++]);
            }
        }
        return out.toByteArray();
    }
}
