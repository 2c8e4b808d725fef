package dev.otlp2parquet.ingest.http;

/**
 * What outlives the head of a request until its answer is made.
 *
 * @param requestId the id in the answer and in log lines
 * @param encoding how messages of the answer are encoded
 * @param corsOrigin the origin to allow in the answer, {@code *}, or null when the answer is not shared with a page
 */
public record RequestContext(String requestId, AnswerEncoding encoding, String corsOrigin) {}
