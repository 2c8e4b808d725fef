/** What all actors have in common: messages, alarms, facts in the database, how they are. */
package dev.otlp2parquet.batching.actor;
