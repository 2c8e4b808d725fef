package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.RequestHead;
import java.util.ArrayList;
import java.util.List;

/** The head of a request as a test sends it. */
final class Sent {

    static final String HOST_REQUEST_ID = "id-of-the-host";

    private final String method;
    private final String path;
    private final List<Header> headers = new ArrayList<>();

    private Sent(String method, String path) {
        this.method = method;
        this.path = path;
    }

    static Sent of(String method, String path) {
        return new Sent(method, path);
    }

    /** A request that the default gateway of the tests admits. */
    static Sent post(String path, String contentType) {
        return of("POST", path).with("Authorization", "Bearer token").with("Content-Type", contentType);
    }

    Sent with(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    RequestHead head() {
        return new RequestHead(method, path, headers, HOST_REQUEST_ID);
    }
}
