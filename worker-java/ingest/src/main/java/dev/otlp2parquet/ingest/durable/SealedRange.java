package dev.otlp2parquet.ingest.durable;

/**
 * Requests that go into files together: those of the log with a sequence from {@code from} to {@code to}. Its bounds never
 * change once it is recorded, so that a repeated attempt writes the same rows.
 *
 * @param tables that its files are queued for, joined by commas; null until all of them are
 */
record SealedRange(long from, long to, String tables) {

    boolean enqueued() {
        return tables != null;
    }
}
