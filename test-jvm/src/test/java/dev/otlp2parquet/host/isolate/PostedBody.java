package dev.otlp2parquet.host.isolate;

import dev.otlp2parquet.host.Exchange;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.RequestHead;
import java.util.List;

/** A request whose body is there already. */
final class PostedBody implements Exchange {

    private final RequestHead head;
    private final byte[] body;
    private int position;

    private PostedBody(String method, String path, byte[] body, Header... headers) {
        this.head = new RequestHead(method, path, List.of(headers), "request-id");
        this.body = body;
    }

    static PostedBody protobuf(String path, byte[] body) {
        return new PostedBody("POST", path, body, new Header("content-type", "application/x-protobuf"));
    }

    static PostedBody get(String path) {
        return new PostedBody("GET", path, new byte[0]);
    }

    static PostedBody post(String path, Header... headers) {
        return new PostedBody("POST", path, new byte[0], headers);
    }

    @Override
    public RequestHead head() {
        return head;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (position == body.length) {
            return -1;
        }
        int count = Math.min(length, body.length - position);
        System.arraycopy(body, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public void whenUnanswered(Runnable report) {
        // The test sees every answer.
    }
}
