package dev.otlp2parquet.server.grpc;

/** A call that breaks the rules of gRPC, or asks for something that is not served. */
final class GrpcFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final GrpcCode code;

    /** @param message what was expected and what was found; the client sees it */
    GrpcFault(GrpcCode code, String message) {
        super(message);
        this.code = code;
    }

    GrpcCode code() {
        return code;
    }
}
