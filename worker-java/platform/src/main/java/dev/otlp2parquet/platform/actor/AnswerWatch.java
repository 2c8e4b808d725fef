package dev.otlp2parquet.platform.actor;

/**
 * Port: reports to an actor that an HTTP request ends without an answer that its client can see. The host sends the
 * report beside the request, so it arrives even if the program breaks down. It repeats a failed report for a while, so
 * an actor may get the same report twice.
 */
public interface AnswerWatch {

    /**
     * Sets the message that the host sends if the client hangs up or the program breaks down. Called at most once. If
     * the client has hung up already, the host sends the message now.
     *
     * @param message the caller keeps the array
     */
    void ifUnanswered(ActorKind kind, String name, byte[] message);

    /** Sends the message, because the answer will not say what became of the request. */
    void unanswered();
}
