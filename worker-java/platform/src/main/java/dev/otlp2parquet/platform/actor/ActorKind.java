package dev.otlp2parquet.platform.actor;

/** Kinds of actors. */
public enum ActorKind {
    /** Keeps accepted requests until their rows are in files. Its name is {@code {feed}-{shard}}. */
    BUFFER,
    /** Commits the files of one table. Its name is the table's name in the catalog, with the prefix. */
    COMMITTER
}
