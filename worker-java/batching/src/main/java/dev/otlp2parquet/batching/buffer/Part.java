package dev.otlp2parquet.batching.buffer;

/**
 * Rows of a range in one table that are stored, and queued for their commit, together: those from a cell to another. A range
 * whose files fit into one alarm is one part.
 *
 * @param number tells the parts of a range in a table apart; 0 is the whole
 * @param from the first cell; null for the first that there is
 * @param to the cell behind the last; null if there is none
 */
record Part(int number, Cell from, Cell to, State state) {

    /** What became of a part. The codes are in databases: none is used twice. */
    enum State {
        /** Nothing of it has left the buffer: it may still be cut. */
        NEW(0),
        /** It is being stored, and its bounds are for good. */
        OPEN(1),
        /** It is stored, and its files are queued for their commit. */
        QUEUED(2),
        /** It is where it belongs. */
        DONE(3);

        private final int code;

        State(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static State of(long code) {
            for (State state : values()) {
                if (state.code == code) {
                    return state;
                }
            }
            throw new IllegalArgumentException("no state of a part has the code " + code);
        }
    }

    static Part whole(State state) {
        return new Part(0, null, null, state);
    }

    Part in(State next) {
        return new Part(number, from, to, next);
    }

    boolean isWhole() {
        return from == null && to == null;
    }

    /** Whether it still has to be stored. */
    boolean isOpen() {
        return state == State.NEW || state == State.OPEN;
    }

    boolean contains(Cell cell) {
        return (from == null || cell.compareTo(from) >= 0) && (to == null || cell.compareTo(to) < 0);
    }
}
