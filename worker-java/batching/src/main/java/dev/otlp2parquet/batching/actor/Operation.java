package dev.otlp2parquet.batching.actor;

/** The operations of actors. Their codes are on the wire, so no code is ever used for something else. */
public enum Operation {
    /** Buffer: keep a request. */
    ACCEPT(1),
    /** Buffer: write everything into files now. */
    FLUSH(2),
    /** Every actor: its condition as JSON. */
    STATUS(3),
    /** Committer: some files of a range. */
    ENQUEUE(4),
    /** Committer: the states of ranges. */
    STATES(5),
    /** Committer: commit what is queued now. */
    COMMIT(6),
    /** Buffer: list, export, replay or delete requests that are set aside. */
    QUARANTINE(7),
    /** Buffer: an attempt has ended, or will end, and its client gets no answer. */
    UNANSWERED(8);

    private final int code;

    Operation(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /**
     * The operation with a code.
     *
     * @throws IllegalArgumentException for a code of a later version
     */
    public static Operation of(long code) {
        for (Operation operation : values()) {
            if (operation.code == code) {
                return operation;
            }
        }
        throw new IllegalArgumentException("expected the code of an operation, found " + code);
    }
}
