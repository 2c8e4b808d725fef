package dev.otlp2parquet.batching.actor;

/** An actor's view of its SQL database. */
public interface ActorDatabase {

    /** The facts of the database, among them the name of the actor. */
    ActorMeta meta();
}
