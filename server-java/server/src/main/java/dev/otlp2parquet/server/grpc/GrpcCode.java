package dev.otlp2parquet.server.grpc;

/** The status codes that this package sets itself, by their numbers in gRPC's "Status codes". */
enum GrpcCode {
    UNKNOWN(2),
    DEADLINE_EXCEEDED(4),
    NOT_FOUND(5),
    PERMISSION_DENIED(7),
    UNIMPLEMENTED(12),
    INTERNAL(13),
    UNAVAILABLE(14),
    UNAUTHENTICATED(16);

    private static final int HIGHEST = 16;

    private final int number;

    GrpcCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Whether a number is that of a failure. */
    static boolean isFailure(long number) {
        return number >= 1 && number <= HIGHEST;
    }

    /** The code that a gRPC client would take an HTTP status for ("HTTP to gRPC Status Code Mapping"). */
    static GrpcCode ofHttpStatus(int status) {
        return switch (status) {
            case 400 -> INTERNAL;
            case 401 -> UNAUTHENTICATED;
            case 403 -> PERMISSION_DENIED;
            case 404 -> UNIMPLEMENTED;
            case 429, 502, 503, 504 -> UNAVAILABLE;
            default -> UNKNOWN;
        };
    }
}
