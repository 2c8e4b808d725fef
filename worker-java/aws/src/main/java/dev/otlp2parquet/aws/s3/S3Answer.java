package dev.otlp2parquet.aws.s3;

import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.http.HttpResponse;

/**
 * An answer that another attempt would not change.
 *
 * @param code name of the error (S3 API Reference, "REST Error Responses"); empty for success, and if the answer has
 *     none, as that to a HEAD
 * @param failure the refusal as an exception; null for success
 */
record S3Answer(HttpResponse response, String code, StoreException failure) {

    /** Returns the answer to a success. */
    HttpResponse orThrow() throws StoreException {
        if (failure != null) {
            throw failure;
        }
        return response;
    }

    boolean preconditionFailed() {
        return response.status() == 412;
    }

    /** Returns whether the store does not know {@code If-None-Match} of writes. */
    boolean conditionNotImplemented() {
        return response.status() == 501 || code.equals("NotImplemented");
    }

    /** Returns whether the object does not exist, though its bucket does. Who is no store says 404 without a code. */
    boolean missing() {
        return response.status() == 404 && code.equals("NoSuchKey");
    }
}
