package dev.otlp2parquet.platform.actor;

/** Kinds of durable objects: single-threaded actors with a database and an alarm of their own, found by kind and name. */
public enum ActorKind {
    /** Keeps accepted requests until their rows are in files; named {@code {signal}-{shard}}. */
    BUFFER,
    /** Commits the files of one table; named as the table in its catalog, prefix included. */
    COMMITTER
}
