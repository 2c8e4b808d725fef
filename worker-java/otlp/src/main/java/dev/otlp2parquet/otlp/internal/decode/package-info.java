/** Code that the JSON and the protobuf decoder share: faults and their containment, limits, arenas, rendered values, IDs. */
package dev.otlp2parquet.otlp.internal.decode;
