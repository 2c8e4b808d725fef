package dev.otlp2parquet.host.turn;

import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.iceberg.avro.BlockCodecs;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.platform.BodyCodec;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.log.LogSink;
import java.util.concurrent.Executor;

/**
 * What all isolates and actors of a process share. Many threads use each of them at once, and any call may block.
 *
 * @param keys credentials of AWS, or of a service that speaks its protocols
 * @param threads runs work beside the thread that asked for it; never refuses, and never waits for a free thread
 */
public record ProcessPorts(
        ObjectStore store,
        HttpClient http,
        Compressor compressor,
        Digest digest,
        Clock clock,
        Randomness random,
        LogSink log,
        BlockCodecs codecs,
        BodyCodec bodies,
        CredentialsProvider keys,
        Executor threads) {}
