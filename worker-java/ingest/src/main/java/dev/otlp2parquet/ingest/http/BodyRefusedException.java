package dev.otlp2parquet.ingest.http;

/** A body that the host could not hand over. */
public final class BodyRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final BodyFault fault;

    /** @param detail the message of the decompressor, or empty; the client sees it */
    public BodyRefusedException(BodyFault fault, String detail) {
        super(detail);
        this.fault = fault;
    }

    public BodyFault fault() {
        return fault;
    }
}
