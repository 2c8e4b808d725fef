package dev.otlp2parquet.lambda;

import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.host.JdkDigest;
import dev.otlp2parquet.host.JvmBlockCodecs;
import dev.otlp2parquet.host.JvmCompressors;
import dev.otlp2parquet.host.SecureRandomness;
import dev.otlp2parquet.host.SystemClock;
import dev.otlp2parquet.host.codec.ZstdBodies;
import dev.otlp2parquet.host.turn.Blocking;
import dev.otlp2parquet.host.turn.NoClient;
import dev.otlp2parquet.host.turn.ProcessPorts;
import dev.otlp2parquet.host.turn.TurnPorts;
import dev.otlp2parquet.ingest.Gateway;
import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.ingest.config.ConfigException;
import dev.otlp2parquet.lambda.aws.S3Storage;
import dev.otlp2parquet.lambda.limit.LimitedClock;
import dev.otlp2parquet.lambda.limit.LimitedHttpClient;
import dev.otlp2parquet.lambda.limit.TimeLimit;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.actor.ActorCalls;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.log.LogSink;
import dev.otlp2parquet.table.memory.IsolateMemory;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Configures a function. Everything that is random, or that a time has made, is new in each. */
final class Startup {

    /** The pools of requests take this part of the heap. One request at a time needs less. */
    private static final int HEAP_DIVISOR = 2;

    private Startup() {}

    /** Opens what the configuration names in AWS. */
    static final Storage AWS = (config, environment, http, digest, clock, random) -> {
        CredentialsProvider keys = S3Storage.keys(config, environment, http, clock);
        return new Opened(S3Storage.store(config, keys, http, digest, clock, random), keys);
    };

    /**
     * A store, and the credentials of AWS.
     *
     * @param keys for the catalog, and for buckets that it names
     */
    record Opened(ObjectStore store, CredentialsProvider keys) {}

    /** Opens the store of a configuration. */
    interface Storage {

        /**
         * Makes the store. Sends nothing yet.
         *
         * @throws ConfigException for the first problem of the settings
         */
        Opened open(
                Config config,
                Map<String, String> environment,
                HttpClient http,
                Digest digest,
                Clock clock,
                Randomness random)
                throws ConfigException;
    }

    /**
     * Configures a function. An invalid configuration does not fail here: the function answers with its problem.
     *
     * @param http for all requests that the function sends
     */
    static LambdaFunction configure(
            Map<String, String> environment, Storage storage, HttpClient http, TimeLimit limit, LogSink log) {
        Randomness random = new SecureRandomness();
        Clock clock = new LimitedClock(new SystemClock(), limit);
        HttpClient limited = new LimitedHttpClient(http, limit);
        Digest digest = new JdkDigest();
        Map<String, String> variables = new TreeMap<>(environment);
        // By this the core knows that nothing is kept between requests, also where Lambda does not say so.
        variables.putIfAbsent("AWS_LAMBDA_FUNCTION_NAME", "otlp2parquet");
        Gateway gateway = Gateway.configure(variables, random, memory());
        if (gateway.problem() != null) {
            return new LambdaFunction(gateway, null, log);
        }
        gateway.report(log);
        Opened opened;
        try {
            opened = storage.open(gateway.config(), environment, limited, digest, clock, random);
        } catch (ConfigException e) {
            return new LambdaFunction(Gateway.unconfigured(e.getMessage()), null, log);
        }
        ProcessPorts process = new ProcessPorts(
                opened.store(),
                limited,
                JvmCompressors.of(gateway.config().lake().compression()),
                digest,
                clock,
                random,
                log,
                new JvmBlockCodecs(),
                new ZstdBodies(),
                opened.keys(),
                threads());
        BatchingPorts ports = TurnPorts.of(process, Blocking.WITHOUT_TURN, ActorCalls.NONE, new NoClient());
        return new LambdaFunction(gateway, ports, log);
    }

    /** For puts beside each other. An idle thread ends after a minute. */
    private static ExecutorService threads() {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "put");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static IsolateMemory memory() {
        return new IsolateMemory(Runtime.getRuntime().maxMemory() / HEAP_DIVISOR);
    }
}
