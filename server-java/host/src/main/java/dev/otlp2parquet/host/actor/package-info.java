/** Actors on a JVM: a turn, a SQLite file and an alarm each, in a data directory that one process owns. */
package dev.otlp2parquet.host.actor;
