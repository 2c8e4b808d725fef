package dev.otlp2parquet.server.grpc;

import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Answers as gRPC writes them into headers and trailers (PROTOCOL-HTTP2.md, "Responses"). */
final class StatusHeaders {

    /** The compressions that a message of a client may have. Answers are not compressed: they have a few bytes. */
    static final String ACCEPTED = "identity,gzip,zstd,deflate";

    private static final byte[] NOTHING = {};
    private static final int PREFIX = 5;
    private static final String HEX = "0123456789ABCDEF";

    private StatusHeaders() {}

    /** One message and status 0. */
    static GrpcAnswer ok(byte[] message, List<Header> metadata) {
        byte[] frame = new byte[PREFIX + message.length];
        for (int i = 1; i < PREFIX; i++) {
            frame[i] = (byte) (message.length >>> (8 * (PREFIX - 1 - i)));
        }
        System.arraycopy(message, 0, frame, PREFIX, message.length);
        return new GrpcAnswer(new HttpAnswer(200, common(metadata), frame), List.of(new Header("grpc-status", "0")));
    }

    /** No message: the headers are the trailers. */
    static GrpcAnswer failed(RpcStatus status, List<Header> metadata) {
        List<Header> headers = common(metadata);
        headers.add(new Header("grpc-status", Long.toString(status.code())));
        headers.add(new Header("grpc-message", percentEncoded(status.message())));
        headers.add(new Header(
                "grpc-status-details-bin", Base64.getEncoder().withoutPadding().encodeToString(status.bytes())));
        return new GrpcAnswer(new HttpAnswer(200, headers, NOTHING), List.of());
    }

    private static List<Header> common(List<Header> metadata) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("content-type", "application/grpc"));
        headers.add(new Header("grpc-accept-encoding", ACCEPTED));
        headers.addAll(metadata);
        return headers;
    }

    /** UTF-8 with every byte that is not printable ASCII, and the percent sign, as {@code %XX}. */
    static String percentEncoded(String message) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~' && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
            }
        }
        return encoded.toString();
    }
}
