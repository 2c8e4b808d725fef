package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.platform.actor.SqlRows;

/**
 * Sums over requests.
 *
 * @param decodedBytes of their bodies
 * @param storedBytes of their bodies, compressed
 * @param oldestMillis when the first of them was received
 * @param first sequence, 0 when there is none
 * @param last sequence
 */
record Backlog(
        long requests, long rows, long decodedBytes, long storedBytes, long oldestMillis, long first, long last) {

    static final Backlog NOTHING = new Backlog(0, 0, 0, 0, 0, 0, 0);

    /** What {@link #and(SqlRows)} takes. */
    static final String SUMS = "count(*), coalesce(sum(row_count), 0), coalesce(sum(decoded_bytes), 0),"
            + " coalesce(sum(stored_bytes), 0), coalesce(min(received_micros), 0), coalesce(min(sequence), 0),"
            + " coalesce(max(sequence), 0)";

    /** With one more request behind them. */
    Backlog and(StoredRequest request, long sequence) {
        return and(new Backlog(
                1,
                request.rows(),
                request.decodedBytes(),
                request.body().length,
                request.receivedMicros() / 1000,
                sequence,
                sequence));
    }

    /** With the requests of a table. */
    Backlog and(SqlRows sums) {
        return and(new Backlog(
                sums.number(0, 0),
                sums.number(0, 1),
                sums.number(0, 2),
                sums.number(0, 3),
                sums.number(0, 4) / 1000,
                sums.number(0, 5),
                sums.number(0, 6)));
    }

    /** Both together. */
    Backlog and(Backlog more) {
        if (requests == 0 || more.requests == 0) {
            return requests == 0 ? more : this;
        }
        return new Backlog(
                requests + more.requests,
                rows + more.rows,
                decodedBytes + more.decodedBytes,
                storedBytes + more.storedBytes,
                Math.min(oldestMillis, more.oldestMillis),
                Math.min(first, more.first),
                Math.max(last, more.last));
    }
}
