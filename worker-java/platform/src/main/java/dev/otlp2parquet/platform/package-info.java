/**
 * Ports: what the program needs from its host, as interfaces. Any call may block. A port may be bound to one request,
 * because in the Worker host functions use the bindings of their own request. So no code keeps a port beyond the
 * request that it came with.
 */
package dev.otlp2parquet.platform;
