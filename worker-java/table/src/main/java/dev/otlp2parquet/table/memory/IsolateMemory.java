package dev.otlp2parquet.table.memory;

import dev.otlp2parquet.platform.Clock;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the requests of an isolate may hold together, in two pools, so that bodies that are still coming in can never take what those that have
 * arrived need to get done. An isolate has 128 MB: these 60, the program, what is idle ({@code Workspaces}), and garbage.
 */
public final class IsolateMemory {

    private static final long READING_BYTES = 24 << 20;
    private static final long WORKING_BYTES = 36 << 20;

    /** The body, the columns that it becomes, arrays that grow by doubling, and the file: bytes for each byte of a body (docs/benchmarks). */
    private static final int STORING_FACTOR = 4;

    /** The body as Java and as the host have it, and what it is compressed to. */
    private static final int BUFFERING_FACTOR = 3;

    /** A body that still comes in takes more of its share at least that often, or is given up by the host. */
    private static final long READING_LEASE_NANOS = 120_000_000_000L;

    /** Longer than a request that lives can take: the platform ends one soon after its client is gone, and clients wait for seconds. */
    private static final long WORKING_LEASE_NANOS = 600_000_000_000L;

    /** What a request takes however small it is: its decoder, column builders, headers. */
    private static final long FIXED_BYTES = 256 << 10;

    /** Bodies up to this size have a quarter of each pool for themselves. Exporters' defaults make smaller ones. */
    private static final int SMALL_BODY = 256 << 10;

    /** By the name of the object; those that have ended well are closed and stay until the next. */
    private final Map<String, MemoryPool.Share> flushes = new TreeMap<>();

    private final MemoryPool reading = new MemoryPool(READING_BYTES, SMALL_BODY, READING_LEASE_NANOS);
    private final MemoryPool working = new MemoryPool(WORKING_BYTES, ofStoring(SMALL_BODY), WORKING_LEASE_NANOS);

    /** For bodies while they arrive. Each counts as much as has come of it. */
    public MemoryPool reading() {
        return reading;
    }

    /** For bodies that have arrived, and what becomes of them. */
    public MemoryPool working() {
        return working;
    }

    /**
     * Takes a share for the flush of a durable object, of which no two run at once. What an earlier one has is given back: it died
     * with its object, and its {@code finally} never ran.
     *
     * @param object its name
     * @throws MemoryExhaustedException when it waited in vain
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

    /** What storing a body takes at most, if its rows take no more than it does. */
    public static long ofStoring(int bodyBytes) {
        return FIXED_BYTES + (long) STORING_FACTOR * bodyBytes;
    }

    /** What handing a body to a buffer takes. */
    public static long ofBuffering(int bodyBytes) {
        return FIXED_BYTES + (long) BUFFERING_FACTOR * bodyBytes;
    }

    /** What columns take while they are written: their arrays are up to twice as large as what is in them, and there are the pages of a file. */
    public static long ofColumns(long bufferedBytes) {
        return FIXED_BYTES + 3 * bufferedBytes;
    }
}
