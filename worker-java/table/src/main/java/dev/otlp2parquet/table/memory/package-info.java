/** Memory of an isolate: what each request may hold, and what all of them may hold together. */
package dev.otlp2parquet.table.memory;
