package dev.otlp2parquet.otlp.model;

/** Receives the spans of a request. */
public interface TracesSink extends ContextSink {
    /**
     * Takes one valid span with its events and links.
     *
     * @param span scratch, valid until the call returns
     * @return null when the span was taken, else why this sink cannot hold it; see {@link ContextSink}
     */
    String span(Span span);
}
