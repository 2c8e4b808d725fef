package dev.otlp2parquet.catalog;

/** What can go wrong with a commit. Each is one answer; {@code _BEFORE}: nothing was applied, {@code _AFTER}: it was. */
public enum Fault {
    /** No fault: the commit passes. */
    NONE,
    /** 409 CommitFailedException. */
    CONFLICT_BEFORE,
    /** 409 although the commit was applied, as a proxy that repeats requests brings about. */
    CONFLICT_AFTER,
    /** 500. */
    ERROR_BEFORE,
    /** 503 with a body in plain text. */
    UNAVAILABLE_BEFORE,
    /** 503 although the commit was applied. */
    UNAVAILABLE_AFTER,
    /** The connection is closed without an answer. */
    RESET_BEFORE,
    RESET_AFTER,
    /** No answer within any timeout. */
    HANG_BEFORE,
    HANG_AFTER,
    /** 429 with Retry-After. */
    THROTTLED,
    /** 400 ConcurrentUpdateError, as R2 Data Catalog answers. */
    CONCURRENT_UPDATE_BEFORE,
    CONCURRENT_UPDATE_AFTER,
    /** 401 with a body in plain text. */
    UNAUTHORIZED,
    /** 403 with a body in plain text. */
    FORBIDDEN;

    boolean appliesFirst() {
        return switch (this) {
            case CONFLICT_AFTER, UNAVAILABLE_AFTER, RESET_AFTER, HANG_AFTER, CONCURRENT_UPDATE_AFTER -> true;
            default -> false;
        };
    }
}
