package dev.otlp2parquet.server.serve;

import dev.otlp2parquet.host.SecureRandomness;
import dev.otlp2parquet.host.actor.ActorLimits;
import dev.otlp2parquet.host.actor.DataDirectory;
import dev.otlp2parquet.host.isolate.IsolatePool;
import dev.otlp2parquet.host.isolate.MemoryPlan;
import dev.otlp2parquet.host.turn.ProcessPorts;
import dev.otlp2parquet.ingest.Gateway;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import dev.otlp2parquet.server.config.Address;
import dev.otlp2parquet.server.config.LogFormat;
import dev.otlp2parquet.server.config.ServerConfig;
import dev.otlp2parquet.server.http.HttpLimits;
import dev.otlp2parquet.server.http.Listener;
import dev.otlp2parquet.server.http.OtlpServer;
import dev.otlp2parquet.server.http.StopTimes;
import dev.otlp2parquet.server.http.TlsFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A running server: the data directory, the core over it, and the listeners in front. */
public final class ServerProcess implements AutoCloseable {

    private final ServerConfig config;
    private final Log log;
    private final DataDirectory directory;
    private final IsolatePool pool;
    private final OtlpServer http;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean stopping;

    private ServerProcess(ServerConfig config, Log log, DataDirectory directory, IsolatePool pool, OtlpServer http) {
        this.config = config;
        this.log = log;
        this.directory = directory;
        this.pool = pool;
        this.http = http;
    }

    /**
     * Runs a server until the process is told to stop (SIGTERM, SIGINT). Blocks.
     *
     * @throws IOException if it cannot start; the message says why and what to do
     */
    public static void serve(ServerConfig config) throws IOException, InterruptedException {
        ServerProcess server = start(config, System.err);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        server.stopped.await();
    }

    /**
     * Starts a server.
     *
     * @param logStream gets the log lines
     * @throws IOException if it cannot start; the message says why and what to do
     */
    static ServerProcess start(ServerConfig config, PrintStream logStream) throws IOException {
        StreamLog lines = new StreamLog(logStream, config.logFormat() == LogFormat.JSON, Instant::now);
        // For what the whole process needs to know; isolates and actors have gateways of their own.
        Gateway core = Gateway.configure(config.variables(), new SecureRandomness());
        LogLevel lowest = core.config().logLevel();
        LibraryLog.install(lines, lowest);
        Log log = new Log(lowest, lines);
        DataDirectory directory = DataDirectory.open(config.dataDir());
        IsolatePool pool = null;
        try {
            Runtime runtime = Runtime.getRuntime();
            MemoryPlan memory = memory(runtime.maxMemory(), runtime.availableProcessors(), core);
            ProcessPorts ports = ServerPorts.of(
                    config.storage(), config.keys(), core.config().lake().compression(), lines);
            pool = IsolatePool.start(config.variables(), ports, directory, memory, ActorLimits.of(memory.flushes()));
            StopTimes times = new StopTimes(
                    Duration.ZERO, Duration.ofSeconds(config.stop().timeoutSecs()));
            OtlpServer http = OtlpServer.start(listeners(config), pool, HttpLimits.DEFAULT, times, log);
            return new ServerProcess(config, log, directory, pool, http);
        } catch (IOException | RuntimeException | Error e) {
            if (pool != null) {
                pool.close(0);
            }
            directory.close();
            throw e;
        }
    }

    private static MemoryPlan memory(long heapBytes, int cores, Gateway core) throws IOException {
        try {
            return MemoryPlan.of(heapBytes, cores, IsolatePool.buffers(core));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static List<Listener> listeners(ServerConfig config) {
        List<Listener> listeners = new ArrayList<>();
        listeners.add(listener(config.listen(), config.tls()));
        if (config.grpcListen() != null) {
            listeners.add(listener(config.grpcListen(), config.tls()));
        }
        return listeners;
    }

    private static Listener listener(Address address, TlsFiles tls) {
        return new Listener(address.host(), address.port(), tls);
    }

    /** The ports that the server listens on, in the order of the configuration. */
    List<Integer> ports() {
        return http.ports();
    }

    /**
     * Stops: readiness off, requests under way are answered, and everything that was accepted is flushed if the configuration says so.
     * What is in the buffers is durable either way.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (stopping) {
                return;
            }
            stopping = true;
        }
        long deadline =
                System.nanoTime() + TimeUnit.SECONDS.toNanos(config.stop().timeoutSecs());
        http.close();
        if (config.stop().flush()) {
            log.write(new LogLine(LogLevel.INFO, "storing everything that was accepted"));
            List<String> problems = pool.flush((int) Math.max(1, left(deadline).toSeconds()));
            for (String problem : problems) {
                log.write(new LogLine(LogLevel.WARN, "not stored; it is kept for the next start")
                        .field("problem", problem));
            }
        }
        pool.close(left(deadline).toMillis());
        try {
            directory.close();
        } catch (IOException e) {
            log.write(new LogLine(LogLevel.WARN, "the data directory could not be released").failure(e));
        }
        stopped.countDown();
    }

    /** What is left of the time that a stop may take. */
    private static Duration left(long deadlineNanos) {
        return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }
}
