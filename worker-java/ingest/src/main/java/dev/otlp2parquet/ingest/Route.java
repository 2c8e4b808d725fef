package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.http.RequestContext;
import dev.otlp2parquet.ingest.http.RequestHead;

/**
 * One kind of request: the paths that it has, and what its head decides. A further kind is a further class in the list of {@link
 * Gateway}; no other route changes. A class and not an interface, since calls of interfaces cost bytes in the Wasm.
 */
abstract class Route {

    /** Whether requests to this path are of this kind. */
    abstract boolean takes(String path);

    /** Whether web pages of the allowed origins may send such requests and read the answers. */
    boolean isForPages() {
        return false;
    }

    /** Decides about a request to a path that this route {@linkplain #takes takes}. Does not block and does not fail. */
    abstract Admission admit(RequestHead head, RequestContext context);
}
