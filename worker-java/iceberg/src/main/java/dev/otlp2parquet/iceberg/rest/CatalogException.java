package dev.otlp2parquet.iceberg.rest;

/** The catalog did not do what was asked. The message says what was asked and what came back; it contains no secret. */
public final class CatalogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What a caller can do about a failure. */
    public enum Kind {
        /** 401, 419: the credentials are wrong or expired. */
        UNAUTHORIZED,
        /** 403: the credentials do not allow it. */
        FORBIDDEN,
        /** 404: there is no such catalog, namespace or table. */
        NOT_FOUND,
        /** 409: it exists already, or somebody else changed it first. */
        CONFLICT,
        /** 429: too many requests; see {@link #retryAfterMillis()}. */
        THROTTLED,
        /** 5xx, no answer or an incomprehensible one: the request may have taken effect. */
        UNAVAILABLE,
        /** Any other status: the request is wrong. */
        INVALID;

        static Kind of(int status) {
            return switch (status) {
                case 401, 419 -> UNAUTHORIZED;
                case 403 -> FORBIDDEN;
                case 404 -> NOT_FOUND;
                case 409 -> CONFLICT;
                case 429 -> THROTTLED;
                default -> status >= 500 ? UNAVAILABLE : INVALID;
            };
        }
    }

    private final Kind kind;
    private final int status;
    private final String type;
    private final long retryAfterMillis;

    CatalogException(Kind kind, int status, String message, Throwable cause) {
        this(kind, status, "", message, 0, cause);
    }

    CatalogException(Kind kind, int status, String type, String message, long retryAfterMillis, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
        this.type = type;
        this.retryAfterMillis = retryAfterMillis;
    }

    public Kind kind() {
        return kind;
    }

    /** Returns the status of the answer, 0 if there was none. */
    public int status() {
        return status;
    }

    /** Returns the catalog's name of the error, such as {@code CommitFailedException}; may be empty. */
    public String type() {
        return type;
    }

    /** Returns how long the catalog asks to wait; 0 if it does not say. */
    public long retryAfterMillis() {
        return retryAfterMillis;
    }
}
