/** HTTP as the OTLP specification uses it: requests as a host sees them, answers, and the messages in them. */
package dev.otlp2parquet.ingest.http;
