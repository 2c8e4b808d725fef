package dev.otlp2parquet.batching.actor;

/** What an object can be asked for. The codes are on the wire: none is used twice. */
public enum Operation {
    /** Buffer: keep a request. */
    ACCEPT(1),
    /** Buffer: write what is there into files now. */
    FLUSH(2),
    /** Both: the object's condition as JSON. */
    STATUS(3),
    /** Committer: some files of a range. */
    ENQUEUE(4),
    /** Committer: the states of ranges. */
    STATES(5),
    /** Committer: commit what is queued now. */
    COMMIT(6),
    /** Buffer: look at requests that are set aside, or do something with them. */
    QUARANTINE(7),
    /** Buffer: an attempt has ended, or will end, without an answer that its client can see. */
    UNANSWERED(8);

    private final int code;

    Operation(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    public static Operation of(long code) {
        for (Operation operation : values()) {
            if (operation.code == code) {
                return operation;
            }
        }
        throw new IllegalArgumentException("no operation has the code " + code);
    }
}
