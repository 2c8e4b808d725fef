/** What the JSON and the protobuf decoder share: faults and their containment, limits, arenas, rendered values, ids. */
package dev.otlp2parquet.otlp.internal.decode;
