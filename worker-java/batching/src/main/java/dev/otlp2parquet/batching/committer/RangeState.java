package dev.otlp2parquet.batching.committer;

/** What a committer knows of a range of a buffer. The codes are in databases and on the wire: none is used twice. */
public enum RangeState {
    /** Nothing. */
    UNKNOWN(0),
    /** Some of its files, not all. */
    SENDING(1),
    /** All of its files; they wait for a commit. */
    QUEUED(2),
    /** They are part of the commit that is being made. */
    PENDING(3),
    /** They are in the table. */
    COMMITTED(4),
    /** They are not in the table and cannot get there: it is another one than they were written for. */
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
        throw new IllegalArgumentException("no state of a range has the code " + code);
    }
}
