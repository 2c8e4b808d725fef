package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.ingest.http.ContentCoding;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestBody;
import dev.otlp2parquet.ingest.http.RequestContext;
import dev.otlp2parquet.ingest.http.RequestHead;
import java.util.List;

/** The decision about a request whose head is known. */
public sealed interface Admission {

    /** The rest of the request, as its host provides it. Each method is called at most once, and only if it is needed. */
    interface Rest {

        BatchingPorts ports();

        RequestBody body(ReadBody admitted);
    }

    /** Answers the request. Blocks; never throws. */
    HttpAnswer complete(Rest rest);

    /** The head alone decides: this is the answer. Nobody reads the body. */
    record Answer(HttpAnswer response) implements Admission {

        @Override
        public HttpAnswer complete(Rest rest) {
            return response;
        }
    }

    /**
     * The body must be read.
     *
     * @param codings the compressions of the body in the order in which they were applied, so the last is undone first; empty for
     *     an uncompressed body
     * @param maxBytes the most bytes the body may have, as sent and after each decompression; the host enforces the limit while it
     *     inflates
     * @param sentBytes the most bytes of the body as it is sent: its Content-Length, or {@code maxBytes} without one
     * @param context what the answer needs to know of the request
     * @param receiver takes the body
     */
    record ReadBody(
            List<ContentCoding> codings, int maxBytes, int sentBytes, RequestContext context, BodyReceiver receiver)
            implements Admission {

        public ReadBody {
            codings = List.copyOf(codings);
        }

        @Override
        public HttpAnswer complete(Rest rest) {
            return receiver.receive(this, rest.body(this), rest.ports());
        }
    }

    /** Takes the body of an admitted request. */
    interface BodyReceiver {

        /** Reads the body and answers. Blocks; never throws. */
        HttpAnswer receive(ReadBody admitted, RequestBody body, BatchingPorts ports);
    }

    /**
     * An operator asks for something. Nobody reads the body.
     *
     * @param route answers it
     */
    record Operate(OperatorRoute route, RequestHead head, RequestContext context) implements Admission {

        @Override
        public HttpAnswer complete(Rest rest) {
            return answer(rest.ports());
        }

        /** Answers the operator. Blocks; never throws. */
        public HttpAnswer answer(BatchingPorts ports) {
            return route.complete(head, context, ports);
        }
    }
}
