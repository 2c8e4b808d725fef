package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.http.ContentCoding;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestContext;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import java.util.List;

/** What to do with a request whose head is known. */
public sealed interface Admission {

    /** Nothing more is needed: send this. The body is not read. */
    record Answer(HttpAnswer response) implements Admission {}

    /**
     * Read the body, decompress it, and hand it to {@link Receiver#receive}.
     *
     * @param codings what was done to the body in the order it was done, so to be undone from the last to the first;
     *     empty when nothing was
     * @param maxBytes the most bytes the body may have, as sent and after each decompression; it is enforced while
     *     inflating, not after
     * @param sentBytes the most bytes of the body as it is sent: its Content-Length, or {@code maxBytes} without one
     * @param idempotencyKey by which the sender's repeats of a request are known, or null
     * @param context what the answer needs to know of the request
     */
    record ReadBody(
            Signal signal,
            RequestFormat format,
            List<ContentCoding> codings,
            int maxBytes,
            int sentBytes,
            String idempotencyKey,
            RequestContext context)
            implements Admission {

        public ReadBody {
            codings = List.copyOf(codings);
        }
    }

    /** Ask {@link Gateway#operate}, which blocks. The body is not read. */
    record Operate(Operation operation, RequestHead head, RequestContext context) implements Admission {}

    /** What an operator can ask for. */
    enum Operation {
        /** Whether all is well, without credentials. */
        HEALTH,
        /** How everything is. */
        STATUS,
        /** To store and commit now what was accepted. */
        FLUSH,
        /** The requests that are set aside, by the path. */
        QUARANTINE
    }
}
