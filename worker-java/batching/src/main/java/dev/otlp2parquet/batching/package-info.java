/**
 * Exactly once, from the acknowledgement of a request to the snapshot with its rows: the actors that keep requests, write them into
 * files and commit those, and their callers. All state that matters is in the databases of actors. Memory holds only caches, since
 * an actor may be killed at any instruction; the host then makes a new instance. Calls of one actor interleave at every blocking
 * call.
 *
 * <p>{@code buffer} keeps requests and turns them into files. {@code committer} brings files into their tables. {@code actor} is
 * shared by both. {@code client} is used by requests and operators.
 */
package dev.otlp2parquet.batching;
