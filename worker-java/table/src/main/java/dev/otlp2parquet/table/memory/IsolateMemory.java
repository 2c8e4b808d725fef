package dev.otlp2parquet.table.memory;

import dev.otlp2parquet.platform.Clock;
import java.util.Map;
import java.util.TreeMap;

/**
 * Memory that the requests of an isolate may hold together, in two pools. Bodies that are still arriving have their own
 * pool, so they cannot take the memory that arrived bodies need to finish. An isolate has 128 MB: the 60 of these
 * pools, the program, idle memory ({@code Workspaces}) and garbage.
 */
public final class IsolateMemory {

    private static final long WORKER_BYTES = 60 << 20;

    /**
     * Bytes per byte of a body: the body, its columns, arrays that grow by doubling, and the file (docs/benchmarks).
     */
    private static final int STORING_FACTOR = 4;

    /** Bytes per byte of a body: the body in Java and on the host, and its compressed form. */
    private static final int BUFFERING_FACTOR = 3;

    /** A body that is arriving takes more of its share at least this often. Otherwise the host gives it up. */
    private static final long READING_LEASE_NANOS = 120_000_000_000L;

    /**
     * Longer than a live request can take. The platform ends a request soon after its client has gone, and clients wait
     * for seconds.
     */
    private static final long WORKING_LEASE_NANOS = 600_000_000_000L;

    /** Bytes that any request takes, however small it is: decoder, column builders, headers. */
    private static final long FIXED_BYTES = 256 << 10;

    /** Bodies up to this size have a quarter of each pool for themselves. Exporters send smaller ones by default. */
    private static final int SMALL_BODY = 256 << 10;

    /** By the name of the actor. A share that ended well is closed and stays until the next one. */
    private final Map<String, MemoryPool.Share> flushes = new TreeMap<>();

    private final MemoryPool reading;
    private final MemoryPool working;

    /** The memory of an isolate of a Worker. */
    public IsolateMemory() {
        this(WORKER_BYTES);
    }

    /**
     * The memory of an isolate of any host.
     *
     * @param bytes of both pools; two fifths are for bodies that are still arriving
     */
    public IsolateMemory(long bytes) {
        long readingBytes = bytes / 5 * 2;
        this.reading = new MemoryPool(readingBytes, SMALL_BODY, READING_LEASE_NANOS);
        this.working = new MemoryPool(bytes - readingBytes, ofStoring(SMALL_BODY), WORKING_LEASE_NANOS);
    }

    /** Returns the pool of bodies that are arriving. Each counts with the bytes that have come. */
    public MemoryPool reading() {
        return reading;
    }

    /** Returns the pool of bodies that have arrived, and of their columns and files. */
    public MemoryPool working() {
        return working;
    }

    /**
     * Takes a share for the flush of an actor. An actor runs one flush at a time. So the share of an earlier flush is
     * given back: that flush died with its actor, and its {@code finally} never ran.
     *
     * @param object the actor's name
     * @throws MemoryExhaustedException if the wait was too long
     */
    public MemoryPool.Share takeForFlush(String object, long bytes, Clock clock, long patienceNanos)
            throws MemoryExhaustedException {
        MemoryPool.Share earlier = flushes.remove(object);
        if (earlier != null) {
            earlier.close();
        }
        MemoryPool.Share share = working.take(bytes, clock, patienceNanos);
        flushes.put(object, share);
        return share;
    }

    /** Returns the most bytes that storing a body takes, if its rows take no more than the body. */
    public static long ofStoring(int bodyBytes) {
        return FIXED_BYTES + (long) STORING_FACTOR * bodyBytes;
    }

    /** Returns the bytes that handing a body to a buffer takes. */
    public static long ofBuffering(int bodyBytes) {
        return FIXED_BYTES + (long) BUFFERING_FACTOR * bodyBytes;
    }

    /**
     * Returns the bytes that columns take while they are written: their arrays, up to twice as large as the values, and
     * the pages of a file.
     */
    public static long ofColumns(long bufferedBytes) {
        return FIXED_BYTES + 3 * bufferedBytes;
    }
}
