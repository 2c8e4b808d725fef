package dev.otlp2parquet.server.http;

import java.time.Duration;

/**
 * What one client, and all clients together, may take of the server.
 *
 * @param headerBytes the most bytes of the request line and all headers; beyond that a request gets 431
 * @param idle how long a connection without a request stays open, and how long an answer may wait for its client to read on
 * @param concurrentRequests the most requests that are worked on at once, each on a thread of its own; others get 503 with
 *     Retry-After
 * @param bodySilence a body of which nothing comes for so long is given up
 * @param bodyGrace a body may take so long however small it is
 * @param bodyBytesPerSecond beyond the grace a body may take a second for each so many bytes that have come
 * @param unreadBytes the most bytes of a refused body that are read and thrown away so that its client can read the answer
 */
public record HttpLimits(
        int headerBytes,
        Duration idle,
        int concurrentRequests,
        Duration bodySilence,
        Duration bodyGrace,
        int bodyBytesPerSecond,
        long unreadBytes) {

    /** The times of bodies are those of the Worker (worker-js-shim/src/time-limit.ts). */
    public static final HttpLimits DEFAULT = new HttpLimits(
            32 << 10,
            Duration.ofSeconds(60),
            256,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            256 << 10,
            16L << 20);

    public HttpLimits {
        if (headerBytes < 1024 || concurrentRequests < 1 || bodyBytesPerSecond < 1 || unreadBytes < 0) {
            throw new IllegalArgumentException("limits: headers of at least 1024 bytes, and one request at a time");
        }
    }

    /** These limits with another number of requests at once. */
    public HttpLimits withConcurrentRequests(int count) {
        return new HttpLimits(headerBytes, idle, count, bodySilence, bodyGrace, bodyBytesPerSecond, unreadBytes);
    }

    /** These limits with other times for bodies. */
    public HttpLimits withBodyTimes(Duration silence, Duration grace) {
        return new HttpLimits(headerBytes, idle, concurrentRequests, silence, grace, bodyBytesPerSecond, unreadBytes);
    }
}
