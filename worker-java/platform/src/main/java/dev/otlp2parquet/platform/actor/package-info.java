/**
 * Ports for actors: single-threaded objects with a database and an alarm of their own. A host finds them by kind and
 * name. Cloudflare calls them Durable Objects.
 */
package dev.otlp2parquet.platform.actor;
