/**
 * Actors: single-threaded objects with a database and an alarm of their own, which anybody can call by kind and name. Cloudflare
 * calls them Durable Objects.
 */
package dev.otlp2parquet.platform.actor;
