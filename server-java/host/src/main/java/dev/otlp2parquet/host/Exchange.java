package dev.otlp2parquet.host;

import dev.otlp2parquet.ingest.http.RequestHead;
import java.io.IOException;

/** One request to the server and what happens on its connection. An HTTP server implements it. */
public interface Exchange {

    RequestHead head();

    /**
     * Reads the next bytes of the body as it was sent. Blocks. Called by one thread at a time.
     *
     * @return the number of bytes, or -1 at the end
     * @throws java.net.SocketTimeoutException if nothing arrived for too long
     * @throws IOException if the connection ended before the body did
     */
    int read(byte[] target, int offset, int length) throws IOException;

    /**
     * Sets what runs if the connection ends before its client can have the whole answer. It runs at most once, on any thread, and at
     * once if the connection has ended already.
     */
    void whenUnanswered(Runnable report);
}
