package dev.otlp2parquet.platform.actor;

/**
 * Tells a durable object that an HTTP request has ended, or will end, without an answer that its client can see. The host does it
 * beside the request, so that it arrives even if the program breaks down, repeats it for a while, and does it once at most.
 */
public interface AnswerWatch {

    /**
     * Names the message for the case that the client hangs up or the program breaks down. Called once at most; if the client has hung up
     * already, the message is sent now.
     *
     * @param message stays the caller's
     */
    void ifUnanswered(ActorKind kind, String name, byte[] message);

    /** Sends the message: the answer will not say what became of the request. */
    void unanswered();
}
