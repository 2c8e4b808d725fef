package dev.otlp2parquet.host.isolate;

import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.host.JdkDigest;
import dev.otlp2parquet.host.JvmBlockCodecs;
import dev.otlp2parquet.host.JvmCompressors;
import dev.otlp2parquet.host.SecureRandomness;
import dev.otlp2parquet.host.SystemClock;
import dev.otlp2parquet.host.actor.ActorLimits;
import dev.otlp2parquet.host.actor.DataDirectory;
import dev.otlp2parquet.host.codec.ZstdBodies;
import dev.otlp2parquet.host.turn.ProcessPorts;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.log.LogLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A host in the process of the test, which dies and starts again as the test asks. */
final class HostOfTest implements AutoCloseable {

    private final Path folder;
    private int lives;
    private final Map<String, String> variables;
    private final ObjectStore store;
    private final HttpClient http;
    private final ActorLimits limits;
    private final Clock clock;
    private final CredentialsProvider keys;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private DataDirectory directory;
    private volatile IsolatePool pool;

    /** @param data for a data directory of each life */
    HostOfTest(Path data, Map<String, String> variables, ObjectStore store, HttpClient http, ActorLimits limits)
            throws IOException {
        this(data, variables, store, http, limits, new SystemClock(), CredentialsProvider.none());
    }

    /** As the other one, with another clock and with keys of AWS. */
    HostOfTest(
            Path data,
            Map<String, String> variables,
            ObjectStore store,
            HttpClient http,
            ActorLimits limits,
            Clock clock,
            CredentialsProvider keys)
            throws IOException {
        this.clock = clock;
        this.keys = keys;
        this.folder = data;
        this.variables = variables;
        this.store = store;
        this.http = http;
        this.limits = limits;
        start();
    }

    void start() throws IOException {
        directory = DataDirectory.open(data());
        ProcessPorts process = new ProcessPorts(
                store,
                http,
                JvmCompressors.of(Codec.ZSTD),
                new JdkDigest(),
                clock,
                new SecureRandomness(),
                (level, json) -> {
                    if (level == LogLevel.ERROR) {
                        errors.add(json);
                    }
                },
                new JvmBlockCodecs(),
                new ZstdBodies(),
                keys,
                threads);
        pool = IsolatePool.start(variables, process, directory, MemoryPlan.of(512L << 20, 4, 6), limits);
    }

    private Path data() {
        return folder.resolve("life" + lives);
    }

    /** Dies without a chance to write anything. The next life finds the files as they are now. */
    void kill() throws IOException {
        lives++;
        try (DataDirectory copy = DataDirectory.open(data())) {
            pool.kill(copy);
        }
        directory.close();
    }

    HttpAnswer answer(PostedBody request) {
        return pool.answer(request);
    }

    static String text(HttpAnswer answer) {
        return answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** Lines of level error. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() throws IOException {
        pool.close(10_000);
        directory.close();
        threads.shutdownNow();
    }
}
