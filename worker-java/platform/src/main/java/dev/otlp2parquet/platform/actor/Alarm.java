package dev.otlp2parquet.platform.actor;

/** The one alarm of a durable object: the host runs the object's alarm at that time, or later, at least once. */
public interface Alarm {

    /** When the alarm is due, or null when none is set. None is set while it runs. Blocks. */
    Long get();

    /**
     * Sets the alarm in place of the one that is set. Does not block: it becomes durable together with the statements
     * around it.
     *
     * @param unixMillis a time that has passed means at once
     */
    void set(long unixMillis);

    /** Takes the alarm away. Does not block, as {@link #set}. */
    void delete();
}
