package dev.otlp2parquet.bench.sender;

/**
 * What became of a request.
 *
 * @param waitMillis for a refusal: how long the server asks the sender to wait
 * @param failure for a failure: what happened
 */
record Answer(Outcome outcome, long waitMillis, String failure) {

    enum Outcome {
        ACKNOWLEDGED,
        /** OTLP's way to say "later": nothing is stored, the same request shall be sent again. */
        REFUSED,
        /** The connection broke or the answer is of no use. Whether the rows are stored is unknown. */
        FAILED
    }

    /** As long as OTLP's exporters wait when the server does not say how long. */
    private static final long USUAL_WAIT_MILLIS = 1000;

    static final Answer ACKNOWLEDGED = new Answer(Outcome.ACKNOWLEDGED, 0, "");

    static Answer refused(long waitMillis) {
        return new Answer(Outcome.REFUSED, waitMillis > 0 ? waitMillis : USUAL_WAIT_MILLIS, "");
    }

    static Answer failed(String failure) {
        return new Answer(Outcome.FAILED, 0, failure);
    }
}
