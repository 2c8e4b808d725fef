package dev.otlp2parquet.host.isolate;

/**
 * How a heap is divided. The sums of {@code IsolateMemory} count what requests and flushes hold; the rest is for the program, for
 * columns that wait for reuse, and for garbage.
 *
 * @param isolates that answer requests
 * @param isolateBytes that the requests of one isolate hold together
 * @param flushes buffers that flush at the same time
 * @param flushBytes that a flush holds
 */
public record MemoryPlan(int isolates, long isolateBytes, int flushes, long flushBytes) {

    /** What one flush holds: pieces of 12 MiB as arrays with room to grow, a file of each table, its own room for calls. */
    private static final long FLUSH_BYTES = 60L << 20;

    private static final long PROGRAM_BYTES = 40L << 20;

    /** What a buffer keeps between flushes: marks of requests, and columns for reuse. */
    private static final long BUFFER_BYTES = 8L << 20;

    private static final long LEAST_ISOLATE_BYTES = 24L << 20;

    /**
     * Divides a heap.
     *
     * @param heapBytes the most bytes that the heap may take
     * @param cores that the process may use
     * @param buffers that exist
     * @throws IllegalArgumentException if the heap is too small for the buffers; the message says what to do
     */
    public static MemoryPlan of(long heapBytes, int cores, int buffers) {
        long needed = PROGRAM_BYTES + buffers * BUFFER_BYTES;
        long room = heapBytes - needed;
        if (room < FLUSH_BYTES + 2 * LEAST_ISOLATE_BYTES) {
            throw new IllegalArgumentException(buffers + " buffers need a heap of "
                    + ((needed + FLUSH_BYTES + 2 * LEAST_ISOLATE_BYTES) >> 20) + " MB, found " + (heapBytes >> 20)
                    + " MB; raise -Xmx, or lower OTLP2PARQUET_BATCH_SHARDS");
        }
        int flushes = (int) Math.max(1, Math.min(Math.max(1, cores), room / 2 / FLUSH_BYTES));
        long left = room - flushes * FLUSH_BYTES;
        // Half of it: garbage takes as much again before it is collected.
        int isolates = (int) Math.max(1, Math.min(Math.max(1, cores), left / 2 / LEAST_ISOLATE_BYTES));
        return new MemoryPlan(isolates, left / 2 / isolates, flushes, FLUSH_BYTES);
    }
}
