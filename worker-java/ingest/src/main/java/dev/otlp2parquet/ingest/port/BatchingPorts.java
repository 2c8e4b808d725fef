package dev.otlp2parquet.ingest.port;

import dev.otlp2parquet.iceberg.port.Randomness;

/**
 * What gathering requests in durable objects needs of the host.
 *
 * @param clock waits too
 * @param answers of an HTTP request; nothing else uses it
 */
public record BatchingPorts(
        ObjectCalls objects,
        BodyCodec bodies,
        dev.otlp2parquet.iceberg.port.Clock clock,
        Randomness random,
        AnswerWatch answers) {}
