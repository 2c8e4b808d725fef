package dev.otlp2parquet.aws.s3;

import dev.otlp2parquet.platform.http.HttpResponse;

/** Says what an operator can do about a refusal. */
@FunctionalInterface
public interface RefusalHints {

    /**
     * Returns what follows the server's message: a sentence in brackets, or an empty text.
     *
     * @param code name of the error; may be empty
     */
    String hint(S3Options options, HttpResponse response, String code);
}
