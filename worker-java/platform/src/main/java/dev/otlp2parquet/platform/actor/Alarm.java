package dev.otlp2parquet.platform.actor;

/** Port: the only alarm of an actor. The host runs the actor's alarm at the given time or later, at least once. */
public interface Alarm {

    /**
     * Returns the time at which the alarm is due, or null if none is set. No alarm is set while the alarm runs. Blocks.
     */
    Long get();

    /**
     * Sets the alarm and replaces the previous one. Does not block: the alarm becomes durable together with the
     * statements around it.
     *
     * @param unixMillis a time in the past means now
     */
    void set(long unixMillis);

    /** Removes the alarm. Does not block, like {@link #set}. */
    void delete();
}
