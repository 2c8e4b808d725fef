package dev.otlp2parquet.otlp.internal.decode;

/** The arenas of one context: they are reset together when it begins. */
public final class Arenas {
    /** Strings without their escapes, and ids. No longer than the body, so the body's limit is theirs. */
    public final Arena strings = new Arena(Integer.MAX_VALUE);

    /** Rendered attribute values; a value being rendered is alone at its end. */
    public final Arena values = new Arena(Limits.MAX_RENDERED_BYTES);

    /** The rendered body of a log record, apart so that a body sent in pieces can be continued. */
    public final Arena body = new Arena(Limits.MAX_RENDERED_BYTES);

    /** Texts that were no valid UTF-8; see {@link Limits#MAX_REPAIR_GROWTH}. */
    public final Arena repaired = new Arena(Integer.MAX_VALUE);

    public void reset() {
        repaired.reset();
        strings.reset();
        values.reset();
        body.reset();
    }
}
