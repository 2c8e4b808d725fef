package dev.otlp2parquet.server.grpc;

import dev.otlp2parquet.host.Exchange;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.platform.text.Ascii;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The one message of a unary call, as if its client had sent it by OTLP/HTTP: the frame's length is the Content-Length, its compression
 * the Content-Encoding. The metadata of the call go along, so credentials work alike.
 *
 * <p>The last bytes are handed over only when the end of the call has been seen after them. So nothing of a call with a second message
 * is stored.
 */
final class MessageExchange implements Exchange {

    private static final int PREFIX = 5;

    /** Headers that belong to the call and not to its message. */
    private static final Set<String> OF_THE_CALL = Set.of(
            "content-type",
            "content-length",
            "content-encoding",
            "accept-encoding",
            "te",
            "expect",
            "origin",
            "connection",
            "transfer-encoding");

    private final Exchange call;
    private final RequestHead head;
    private long left;
    private GrpcFault fault;

    private MessageExchange(Exchange call, RequestHead head, long length) {
        this.call = call;
        this.head = head;
        this.left = length;
    }

    /**
     * Reads the prefix of the message. Blocks.
     *
     * @param path the path of OTLP/HTTP for the message
     * @throws IOException from reading the call
     */
    static MessageExchange open(Exchange call, String path) throws GrpcFault, IOException {
        byte[] prefix = new byte[PREFIX];
        int have = 0;
        while (have < PREFIX) {
            int count = call.read(prefix, have, PREFIX - have);
            if (count < 0) {
                throw new GrpcFault(
                        GrpcCode.INTERNAL,
                        have == 0
                                ? "the call has no message"
                                : "the call ended within the " + PREFIX + " bytes before its message");
            }
            have += count;
        }
        long length = 0;
        for (int i = 1; i < PREFIX; i++) {
            length = (length << 8) | (prefix[i] & 0xFF);
        }
        RequestHead head = head(call.head(), path, length, coding(call.head(), prefix[0]));
        MessageExchange message = new MessageExchange(call, head, length);
        if (length == 0 && message.goesOn()) {
            throw message.fault;
        }
        return message;
    }

    /** A message of which nothing is read, for a service that refuses it by its head. */
    static MessageExchange withoutMessage(Exchange call, String path) {
        return new MessageExchange(call, head(call.head(), path, 0, null), 0);
    }

    /** The Content-Encoding of the message, or null. */
    private static String coding(RequestHead call, byte flag) throws GrpcFault {
        if (flag == 0) {
            return null;
        }
        if (flag != 1) {
            throw new GrpcFault(
                    GrpcCode.INTERNAL, "the flag before the message: expected 0 or 1, found " + (flag & 0xFF));
        }
        String encoding = call.header("grpc-encoding");
        if (encoding == null || encoding.equals("identity")) {
            throw new GrpcFault(
                    GrpcCode.INTERNAL, "the message is marked as compressed, but grpc-encoding names no compression");
        }
        return switch (encoding) {
            case "gzip", "zstd", "deflate" -> encoding;
            default ->
                throw new GrpcFault(
                        GrpcCode.UNIMPLEMENTED,
                        "grpc-encoding: expected one of " + StatusHeaders.ACCEPTED + ", found \"" + encoding + "\"");
        };
    }

    private static RequestHead head(RequestHead call, String path, long length, String coding) {
        List<Header> headers = new ArrayList<>();
        for (Header header : call.headers()) {
            String name = Ascii.lowerCase(header.name());
            if (!OF_THE_CALL.contains(name) && !name.startsWith("grpc-") && !name.endsWith("-bin")) {
                headers.add(header);
            }
        }
        headers.add(new Header("content-type", "application/x-protobuf"));
        headers.add(new Header("content-length", Long.toString(length)));
        if (coding != null) {
            headers.add(new Header("content-encoding", coding));
        }
        return new RequestHead("POST", path, headers, call.requestId());
    }

    /** How the call broke the rules while its message was read, or null. */
    GrpcFault fault() {
        return fault;
    }

    /** Whether the message has a compression. */
    boolean isCompressed() {
        return head.header("content-encoding") != null;
    }

    @Override
    public RequestHead head() {
        return head;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (fault != null) {
            throw new IOException(fault);
        }
        if (left == 0) {
            return -1;
        }
        int count = call.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            fault = new GrpcFault(GrpcCode.INTERNAL, "the call ended " + left + " bytes before its message did");
            throw new EOFException(fault.getMessage());
        }
        left -= count;
        if (left == 0 && goesOn()) {
            throw new IOException(fault);
        }
        return count;
    }

    /** Whether the call has more than its message. Blocks until its end is known. */
    private boolean goesOn() throws IOException {
        if (call.read(new byte[1], 0, 1) < 0) {
            return false;
        }
        fault = new GrpcFault(GrpcCode.INTERNAL, "the call goes on after its message; expected one message");
        return true;
    }

    @Override
    public void whenUnanswered(Runnable report) {
        call.whenUnanswered(report);
    }
}
