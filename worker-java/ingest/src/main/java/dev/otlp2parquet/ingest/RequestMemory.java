package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.http.BodyRefusedException;
import dev.otlp2parquet.ingest.http.RequestBody;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.table.memory.IsolateMemory;
import dev.otlp2parquet.table.memory.MemoryExhaustedException;
import dev.otlp2parquet.table.memory.MemoryPool;

/** What one request holds of its isolate's memory, from before its body is read until it is answered. */
public final class RequestMemory implements AutoCloseable {

    /** For what a connection has in any case. A body gets more as it comes: as much again, but not more than {@link #STEP} at a time. */
    private static final int FIRST_ROOM = 64 << 10;

    private static final int STEP = 1 << 20;

    /** OTLP compresses to a sixth or so. One that becomes more than that is counted as soon as it is there. */
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
     * Has the host read a body, and takes memory for it as it comes. Waits where too much is coming in already.
     *
     * @param announced bytes that it has at most as it is sent
     * @param maxBytes that any body has
     * @throws MemoryExhaustedException when it waited in vain: the body must be dropped
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
     * Has the host decompress the body, which has arrived. Waits where too much is there already.
     *
     * @param codings how often it is compressed
     * @return its length in bytes
     * @throws MemoryExhaustedException when it waited in vain: the body must be dropped
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
     * The body is decompressed. Waits while others work.
     *
     * @param needed what working on it takes, the body included
     * @throws MemoryExhaustedException when it waited in vain: the body must be dropped
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
