package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.http.BodyRefusedException;
import dev.otlp2parquet.ingest.http.RequestBody;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.table.memory.IsolateMemory;
import dev.otlp2parquet.table.memory.MemoryExhaustedException;
import dev.otlp2parquet.table.memory.MemoryPool;

/** The share of one request in the memory of its isolate, from before its body is read until it is answered. */
final class RequestMemory implements AutoCloseable {

    /** The share for the first bytes. It doubles while the body arrives, by at most {@link #STEP} at a time. */
    private static final int FIRST_ROOM = 64 << 10;

    private static final int STEP = 1 << 20;

    /**
     * OTLP usually compresses to a sixth. A body that grows more than expected is counted as soon as it is decompressed.
     */
    private static final int USUAL_GROWTH = 8;

    private final IsolateMemory isolate;
    private final Clock clock;
    private int room;
    private MemoryPool.Share reading;
    private MemoryPool.Share working;

    public RequestMemory(IsolateMemory isolate, Clock clock) {
        this.isolate = isolate;
        this.clock = clock;
    }

    /**
     * Lets the host read a body, and takes memory as it arrives. Waits while too many bodies arrive.
     *
     * @param announced the most bytes of the body as it is sent
     * @param maxBytes the most bytes of any body
     * @throws MemoryExhaustedException if waiting was in vain; the body must be dropped
     */
    public void receive(RequestBody body, int announced, int maxBytes)
            throws BodyRefusedException, MemoryExhaustedException {
        room = Math.max(1, Math.min(announced, FIRST_ROOM));
        reading = isolate.reading().take(room, clock, MemoryPool.PATIENCE_NANOS);
        while (!body.arrive(room)) {
            room = Math.min(maxBytes, room + Math.min(room, STEP));
            reading.grow(room, clock, MemoryPool.PATIENCE_NANOS);
        }
    }

    /**
     * Lets the host decompress the body after it arrived. Waits while too much is held.
     *
     * @param codings how many times the body is compressed
     * @return the length of the body in bytes
     * @throws MemoryExhaustedException if waiting was in vain; the body must be dropped
     */
    public int open(RequestBody body, int codings, int maxBytes) throws BodyRefusedException, MemoryExhaustedException {
        if (codings > 0) {
            long expected = Math.min(maxBytes, (long) USUAL_GROWTH * room);
            reading.grow(Math.max(room, expected), clock, MemoryPool.PATIENCE_NANOS);
        }
        int length = body.open();
        reading.correct(length);
        return length;
    }

    /**
     * Takes memory for work on the decompressed body. Waits while others work.
     *
     * @param needed bytes that the work takes, including the body
     * @throws MemoryExhaustedException if waiting was in vain; the body must be dropped
     */
    public void beginWorking(long needed) throws MemoryExhaustedException {
        // It holds its body while it waits.
        working = isolate.working().take(needed, clock, MemoryPool.PATIENCE_NANOS);
        reading.close();
    }

    /** The body has become columns and is no longer held. */
    public void holdsColumns(long bufferedBytes) {
        working.correct(IsolateMemory.ofColumns(bufferedBytes));
    }

    @Override
    public void close() {
        if (reading != null) {
            reading.close();
        }
        if (working != null) {
            working.close();
        }
    }
}
