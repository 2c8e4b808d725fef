package dev.otlp2parquet.batching.buffer;

/** How a buffer recognises a request that is sent again. */
public enum Recognition {
    /** Its body is enough: the same bytes are the same request. */
    CONTENT("content", true),
    /** Its sender gave it a key: the same key and the same body are the same request. */
    KEY("key", true),
    /**
     * Only the Worker's own repeated calls are recognised. Another request with the same body is a repeat only if an earlier one is
     * known to have ended without an answer.
     */
    EXCUSABLE("attempt", false),
    /** Only the Worker's own repeated calls are recognised. */
    ATTEMPT("attempt", false);

    private final String text;
    private final boolean repeatable;

    Recognition(String text, boolean repeatable) {
        this.text = text;
        this.repeatable = repeatable;
    }

    /** The name in log lines. */
    public String text() {
        return text;
    }

    /** Whether the request is stored once, however often a client sends it. */
    public boolean repeatable() {
        return repeatable;
    }
}
