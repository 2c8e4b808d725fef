package dev.otlp2parquet.host.actor;

/**
 * The bytes that calls have brought to a buffer and no flush has worked off. A buffer with debt gives its flushes longer slices, and holds
 * back answers. Senders wait for their answers before they send more, so they come to the pace of the flushes, and the backlog ends
 * far below its limit, beyond which requests are refused.
 *
 * <p>An estimate: what a flush reads twice counts twice, and repeats count. The end of an alarm that leaves nothing due sets it right. For
 * one thread at a time.
 */
final class FlushDebt {

    private static final long FREE_BYTES = 16 << 20;
    private static final long RANGE_BYTES = 64 << 20;
    private static final long MOST_MILLIS = 500;

    /** Questions and commands are shorter. */
    private static final int LEAST_REQUEST_BYTES = 64;

    private long owed;

    /** Since the alarm began. */
    private long brought;

    /** Whether the alarm has worked anything off. */
    private boolean working;

    /** @param owed what the buffer has when its process begins */
    FlushDebt(long owed) {
        this.owed = owed;
    }

    /** A call brings a message. */
    void bring(int bytes) {
        owed += bytes;
        brought += bytes;
    }

    /** A flush works off what was kept of a request. */
    void workOff(int bytes) {
        owed = Math.max(0, owed - bytes);
        working |= bytes > 0;
    }

    void alarmBegins() {
        brought = 0;
        working = false;
    }

    /**
     * The alarm has come to its end.
     *
     * @param idle whether nothing is left to do
     * @param due whether it must go on at once
     */
    void alarmEnded(boolean idle, boolean due) {
        if (idle || (working && !due)) {
            owed = brought;
        }
    }

    /** Whether flushes are behind. */
    boolean isOpen() {
        return owed > 0;
    }

    /** How long the answer to a call waits after it is durable, in milliseconds. */
    long pauseMillis(int messageBytes) {
        if (messageBytes < LEAST_REQUEST_BYTES || owed <= FREE_BYTES) {
            return 0;
        }
        return MOST_MILLIS * Math.min(RANGE_BYTES, owed - FREE_BYTES) / RANGE_BYTES;
    }
}
