package dev.otlp2parquet.ingest.memory;

import dev.otlp2parquet.ingest.port.Clock;

/** What one request holds of its isolate's memory, from before its body is read until it is answered. */
public final class RequestMemory implements AutoCloseable {

    private final IsolateMemory isolate;
    private final Clock clock;
    private MemoryPool.Share reading;
    private MemoryPool.Share working;

    public RequestMemory(IsolateMemory isolate, Clock clock) {
        this.isolate = isolate;
        this.clock = clock;
    }

    /**
     * A body will be read. Waits where too many are coming in already.
     *
     * @param bytes that it has at most as it is sent
     * @throws MemoryExhaustedException when it waited in vain
     */
    public void beginReading(long bytes) throws MemoryExhaustedException {
        reading = isolate.reading().take(bytes, clock);
    }

    /**
     * The body has arrived and is decompressed. Waits while others work.
     *
     * @param needed what working on it takes, the body included
     * @throws MemoryExhaustedException when it waited in vain, or if the body is much larger than it was when it was sent and too many such wait:
     *     the body must be dropped
     */
    public void beginWorking(int bodyBytes, long needed) throws MemoryExhaustedException {
        // It holds its body while it waits.
        if (!reading.tryResize(bodyBytes)) {
            throw new MemoryExhaustedException(bodyBytes, IsolateMemory.READING_BYTES);
        }
        working = isolate.working().take(needed, clock);
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
