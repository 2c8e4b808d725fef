/** The turn of an isolate or an actor, and the ports that give it away while they block. */
package dev.otlp2parquet.host.turn;
