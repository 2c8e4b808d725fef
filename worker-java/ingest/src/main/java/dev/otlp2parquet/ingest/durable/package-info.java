/**
 * Exactly once from the acknowledgement to the snapshot: the durable objects that keep requests, write them into files
 * and commit those, and what calls them. Everything that matters is in an object's database; memory holds caches only,
 * since an object may be killed at any instruction and is then made anew. Calls of one object interleave at every
 * blocking call.
 */
package dev.otlp2parquet.ingest.durable;
