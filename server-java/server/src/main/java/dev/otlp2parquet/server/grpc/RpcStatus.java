package dev.otlp2parquet.server.grpc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A {@code google.rpc.Status}: code = 1, message = 2, details = 3 (repeated {@code google.protobuf.Any}). A failed call carries it in
 * {@code grpc-status-details-bin}.
 */
final class RpcStatus {

    /** google/rpc/error_details.proto, under the type URL prefix that {@code Any} prescribes. */
    private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

    /** Clients limit all headers of an answer, grpc-java to 8 KiB. A byte of the message takes up to three there, and again in base64. */
    private static final int MOST_BYTES = 1500;

    private static final int MOST_CHARS = 400;

    private final long code;
    private final String message;
    private final byte[] bytes;

    private RpcStatus(long code, String message, byte[] bytes) {
        this.code = code;
        this.message = message;
        this.bytes = bytes;
    }

    static RpcStatus of(int code, String message) {
        String shortened = message.length() <= MOST_CHARS ? message : message.substring(0, MOST_CHARS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Protobuf.varint(out, 1, code);
        Protobuf.string(out, 2, shortened);
        return new RpcStatus(code, shortened, out.toByteArray());
    }

    /** The status that an answer of OTLP/HTTP has as its body; null if the bytes are no status of a failure. */
    static RpcStatus parse(byte[] bytes) {
        Fields fields = new Fields(bytes);
        if (!Protobuf.visit(bytes, fields) || !GrpcCode.isFailure(fields.code)) {
            return null;
        }
        return bytes.length > MOST_BYTES
                ? of((int) fields.code, fields.message)
                : new RpcStatus(fields.code, fields.message, bytes);
    }

    /** This status with a further detail: when the client shall try again. */
    RpcStatus withRetryDelay(long seconds) {
        ByteArrayOutputStream delay = new ByteArrayOutputStream();
        Protobuf.varint(delay, 1, seconds);
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        Protobuf.bytes(info, 1, delay.toByteArray());
        ByteArrayOutputStream any = new ByteArrayOutputStream();
        Protobuf.string(any, 1, RETRY_INFO);
        Protobuf.bytes(any, 2, info.toByteArray());
        // A repeated field goes on where the bytes end (protobuf encoding, "Last One Wins").
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(bytes);
        Protobuf.bytes(all, 3, any.toByteArray());
        return new RpcStatus(code, message, all.toByteArray());
    }

    long code() {
        return code;
    }

    String message() {
        return message;
    }

    /** Owned by this object. */
    byte[] bytes() {
        return bytes;
    }

    private static final class Fields implements Protobuf.FieldVisitor {

        private final byte[] status;
        private long code;
        private String message = "";

        Fields(byte[] status) {
            this.status = status;
        }

        @Override
        public void varint(int field, long value) {
            code = field == 1 ? value : code;
        }

        @Override
        public void bytes(int field, int offset, int length) {
            if (field == 2) {
                message = new String(status, offset, length, StandardCharsets.UTF_8);
            }
        }
    }
}
