/**
 * What the program needs of its host, as interfaces. Every call may block; an implementation may be bound to one request (in the
 * Worker, host functions use the bindings of their own request), so nothing keeps a port beyond the request it was given for.
 */
package dev.otlp2parquet.platform;
