/** HTTP as OTLP uses it: requests as a host sees them, answers, and their messages. */
package dev.otlp2parquet.ingest.http;
