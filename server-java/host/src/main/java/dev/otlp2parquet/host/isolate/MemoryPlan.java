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
    private static final long LEAST_ISOLATE_BYTES = 24L << 20;

    /**
     * Divides a heap.
     *
     * @param heapBytes the most bytes that the heap may take
     * @param cores that the process may use
     */
    public static MemoryPlan of(long heapBytes, int cores) {
        long room = Math.max(FLUSH_BYTES + LEAST_ISOLATE_BYTES, heapBytes - PROGRAM_BYTES);
        int flushes = (int) Math.max(1, Math.min(Math.max(1, cores), room / 2 / FLUSH_BYTES));
        long left = room - flushes * FLUSH_BYTES;
        int isolates = (int) Math.max(1, Math.min(Math.max(1, cores), left / LEAST_ISOLATE_BYTES));
        // Half of it: garbage takes as much again before it is collected.
        return new MemoryPlan(isolates, Math.max(LEAST_ISOLATE_BYTES, left / isolates / 2), flushes, FLUSH_BYTES);
    }
}
