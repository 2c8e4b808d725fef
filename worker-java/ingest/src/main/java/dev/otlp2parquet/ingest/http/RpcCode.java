package dev.otlp2parquet.ingest.http;

/** The codes of google.rpc.Code that answers use, by their numbers in google/rpc/code.proto. */
public enum RpcCode {
    INVALID_ARGUMENT(3),
    NOT_FOUND(5),
    PERMISSION_DENIED(7),
    RESOURCE_EXHAUSTED(8),
    FAILED_PRECONDITION(9),
    UNIMPLEMENTED(12),
    UNAVAILABLE(14),
    UNAUTHENTICATED(16);

    private final int number;

    RpcCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
