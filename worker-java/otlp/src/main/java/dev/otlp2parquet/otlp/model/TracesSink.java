package dev.otlp2parquet.otlp.model;

/** Receives the spans of a request. */
public interface TracesSink extends ContextSink {
    /**
     * Takes one valid span with its events and links.
     *
     * @param span valid until the call returns
     * @return null if this sink took the span, otherwise the reason why it cannot hold it; see {@link ContextSink}
     */
    String span(Span span);
}
