package dev.otlp2parquet.host.turn;

/**
 * What a blocking call does while its thread is without the turn.
 *
 * @param <T> its result
 * @param <E> the checked exception that it may throw
 */
public interface Effect<T, E extends Exception> {

    /** Runs it. Touches nothing that belongs to the isolate. */
    T run() throws E;
}
