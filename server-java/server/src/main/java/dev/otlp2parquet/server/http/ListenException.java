package dev.otlp2parquet.server.http;

import java.io.IOException;

/** A server that could not start. The message is for its operator: what failed, on which address or file, and what helps. */
public final class ListenException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param cause may be null */
    public ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
