package dev.otlp2parquet.batching.buffer;

/**
 * Rows of a range in one table that are stored and queued together: those between two cells. A range whose files fit into
 * one alarm is one part.
 *
 * @param number distinguishes the parts of a range in a table; 0 is the whole
 * @param from the first cell; null for the first of all
 * @param to the cell after the last; null for no limit
 */
record Part(int number, Cell from, Cell to, State state) {

    /** The state of a part. The codes are in databases, so no code is ever used for something else. */
    enum State {
        /** No file of it is stored: it may still be divided. */
        NEW(0),
        /** It is being stored, and its bounds are final. */
        OPEN(1),
        /** It is stored, and its files are queued for their commit. */
        QUEUED(2),
        /** It is committed; in plain mode, stored. */
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
