package dev.otlp2parquet.host.actor;

import dev.otlp2parquet.batching.actor.Actor;
import dev.otlp2parquet.host.turn.Blocking;
import dev.otlp2parquet.host.turn.ProcessPorts;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.actor.ActorCalls;
import dev.otlp2parquet.platform.actor.ActorKind;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All actors of a process. Many threads may call it. */
public final class ActorHosts {

    private final DataDirectory directory;
    private final ProcessPorts process;
    private final Supplier<Isolate> isolates;
    private final ActorLimits limits;
    private final Semaphore flushes;
    private final Semaphore others = new Semaphore(Integer.MAX_VALUE);
    private final ScheduledExecutorService timer;

    /** By kind and name: buffers first. Guarded by this. */
    private final Map<String, ActorHost> hosts = new TreeMap<>();

    private boolean closed;

    /** An isolate that has actors. */
    public interface Isolate {

        /** Makes an instance of an actor. Touches nothing. */
        Actor open(ActorKind kind);
    }

    /**
     * The actors in a directory.
     *
     * @param isolates makes the isolate of one actor
     */
    public ActorHosts(DataDirectory directory, ProcessPorts process, Supplier<Isolate> isolates, ActorLimits limits) {
        this.directory = directory;
        this.process = process;
        this.isolates = isolates;
        this.limits = limits;
        this.flushes = new Semaphore(limits.flushesAtOnce(), true);
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "alarms");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Opens every actor that has a file, so that its alarm runs.
     *
     * @throws IOException if a file cannot be opened; the message names it
     */
    public void start() throws IOException {
        for (DataDirectory.Entry entry : directory.actors()) {
            try {
                host(entry.kind(), entry.name());
            } catch (ActorCallException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    /** Calls an actor, and creates it if it does not exist. Blocks; the caller holds no turn. */
    byte[] call(ActorKind kind, String name, byte[] message) throws ActorCallException {
        return host(kind, name).call(message);
    }

    /** The calls that one isolate or actor makes. */
    public ActorCalls calls(Blocking blocking) {
        return new TurnCalls(this, process.threads(), blocking);
    }

    private synchronized ActorHost host(ActorKind kind, String name) throws ActorCallException {
        String key = kind + " " + name;
        ActorHost known = hosts.get(key);
        if (known != null) {
            // Also while the process stops: a flush that ends calls committers, which are closed after the buffers.
            return known;
        }
        if (closed) {
            throw new ActorCallException("the server stops", true, false);
        }
        ActorFile file;
        try {
            file = ActorFile.open(directory.file(kind, name), limits.synchronous());
        } catch (IOException | SQLException | RuntimeException e) {
            throw new ActorCallException(
                    "the database of " + key.toLowerCase(Locale.ROOT) + " cannot be opened: " + e.getMessage(),
                    false,
                    false);
        }
        Semaphore alarms = kind == ActorKind.BUFFER ? flushes : others;
        Isolate isolate = isolates.get();
        ActorEnvironment environment =
                new ActorEnvironment(() -> isolate.open(kind), this, process, timer, alarms, limits);
        ActorHost host = new ActorHost(name, kind, environment, file);
        hosts.put(key, host);
        host.start();
        return host;
    }

    /**
     * Lets running alarms end, makes everything durable and closes all files.
     *
     * @param patienceMillis after which alarms that still run are given up; they run again after a restart
     */
    public void close(long patienceMillis) {
        long deadline = process.clock().unixMillis() + patienceMillis;
        end(host -> host.close(deadline));
    }

    /**
     * Ends all actors as if the process died, for tests: what is in files at this moment is copied, before closing them changes it.
     *
     * @param copy an empty data directory
     */
    public void kill(DataDirectory copy) {
        end(host -> host.kill(copy));
    }

    private void end(Consumer<ActorHost> ending) {
        List<ActorHost> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(hosts.values());
        }
        open.forEach(ending);
        timer.shutdownNow();
    }
}
