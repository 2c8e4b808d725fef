package dev.otlp2parquet.ingest;

import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.host.JdkDigest;
import dev.otlp2parquet.host.JvmBlockCodecs;
import dev.otlp2parquet.host.JvmCompressors;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.actor.ActorCalls;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.log.LogSink;

/** The ports of a JVM that has no actors. */
public final class JvmPorts {

    private JvmPorts() {}

    /** Over a bucket, for requests that reach no catalog. */
    public static BatchingPorts of(ObjectStore store, Codec codec, Clock clock, Randomness random, LogSink log) {
        return of(store, codec, clock, random, log, request -> {
            throw new IllegalStateException("nobody is to be called, least of all " + request);
        });
    }

    /** Over a bucket and a catalog. */
    public static BatchingPorts of(
            ObjectStore store, Codec codec, Clock clock, Randomness random, LogSink log, HttpClient http) {
        return of(store, codec, clock, random, log, http, CredentialsProvider.none());
    }

    /** As the other one, with keys of AWS. */
    public static BatchingPorts of(
            ObjectStore store,
            Codec codec,
            Clock clock,
            Randomness random,
            LogSink log,
            HttpClient http,
            CredentialsProvider keys) {
        LakePorts lake = new LakePorts(
                store, JvmCompressors.of(codec), new JdkDigest(), clock, random, log, http, new JvmBlockCodecs(), keys);
        return new BatchingPorts(lake, ActorCalls.NONE, null, null);
    }
}
