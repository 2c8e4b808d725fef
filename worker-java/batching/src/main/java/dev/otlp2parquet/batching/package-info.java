/**
 * Exactly once from the acknowledgement to the snapshot: the actors that keep requests, write them into files and commit those,
 * and what calls them. Everything that matters is in an actor's database; memory holds caches only, since an actor may be killed
 * at any instruction and is then made anew. Calls of one actor interleave at every blocking call.
 *
 * <p>{@code buffer} keeps requests and turns them into files; {@code committer} brings files into their tables; {@code actor} is
 * what both have in common; {@code client} is what a request and an operator see of them.
 */
package dev.otlp2parquet.batching;
