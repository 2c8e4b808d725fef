package dev.otlp2parquet.batching.committer;

/**
 * What a committer knows of a range. The codes are in databases and on the wire, so no code is ever used for something
 * else.
 */
public enum RangeState {
    /** Nothing. */
    UNKNOWN(0),
    /** Some of its files, not all. */
    SENDING(1),
    /** All of its files, which wait for a commit. */
    QUEUED(2),
    /** All of its files, which are part of the commit under way. */
    PENDING(3),
    /** The files are in the table. */
    COMMITTED(4),
    /**
     * The files are not in the table and cannot get there: after they were written, the table was replaced, or the owner
     * of its bucket deleted one of them.
     */
    STALE(5);

    private final int code;

    RangeState(int code) {
        this.code = code;
    }

    /** Whether the committer has all files of the range, or had them. */
    public boolean hasAllFiles() {
        return this == QUEUED || this == PENDING || this == COMMITTED;
    }

    int code() {
        return code;
    }

    static RangeState of(long code) {
        for (RangeState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        throw new IllegalArgumentException("expected the code of a range state, found " + code);
    }
}
