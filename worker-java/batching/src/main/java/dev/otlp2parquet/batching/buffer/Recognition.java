package dev.otlp2parquet.batching.buffer;

/** How a request is recognised when it comes again. */
public enum Recognition {
    /** By its body. */
    CONTENT("content", true),
    /** By the key that its sender gave it, and its body. */
    KEY("key", true),
    /**
     * By nothing but the attempt, so that the Worker's own repeated calls are known; another request with the same body is a repeat only
     * if an earlier one is known to have ended without an answer.
     */
    EXCUSABLE("attempt", false),
    /** By nothing but the attempt. */
    ATTEMPT("attempt", false);

    private final String text;
    private final boolean repeatable;

    Recognition(String text, boolean repeatable) {
        this.text = text;
        this.repeatable = repeatable;
    }

    /** For log lines. */
    public String text() {
        return text;
    }

    /** Whether a client may send the request again as often as it likes: it is stored once. */
    public boolean repeatable() {
        return repeatable;
    }
}
