package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.platform.actor.SqlRows;

/**
 * Sums over requests.
 *
 * @param decodedBytes bytes of their bodies, decompressed
 * @param storedBytes bytes of their bodies, as they are stored
 * @param oldestMillis when the first of them was received, in milliseconds since the epoch
 * @param first the least sequence; 0 if there are no requests
 * @param last the greatest sequence
 */
record Backlog(
        long requests, long rows, long decodedBytes, long storedBytes, long oldestMillis, long first, long last) {

    static final Backlog NOTHING = new Backlog(0, 0, 0, 0, 0, 0, 0);

    /** The columns that {@link #and(SqlRows)} reads. */
    static final String SUMS = "count(*), coalesce(sum(row_count), 0), coalesce(sum(decoded_bytes), 0),"
            + " coalesce(sum(stored_bytes), 0), coalesce(min(received_micros), 0), coalesce(min(sequence), 0),"
            + " coalesce(max(sequence), 0)";

    /** These sums and one more request, which follows on them. */
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

    /** These sums and those of a table. */
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

    /** These sums and others. */
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
