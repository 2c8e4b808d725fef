package dev.otlp2parquet.host.isolate;

import dev.otlp2parquet.batching.Batching;
import dev.otlp2parquet.host.Exchange;
import dev.otlp2parquet.host.RequestService;
import dev.otlp2parquet.host.actor.ActorHosts;
import dev.otlp2parquet.host.actor.ActorLimits;
import dev.otlp2parquet.host.actor.DataDirectory;
import dev.otlp2parquet.host.turn.ProcessPorts;
import dev.otlp2parquet.ingest.Gateway;
import dev.otlp2parquet.ingest.config.Credentials;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.table.memory.IsolateMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The core in one process: isolates that answer requests, and the actors, each of which is an isolate of its own. So requests are
 * decoded on all cores, and a flush competes with them for a core and not for a turn.
 */
public final class IsolatePool implements RequestService {

    private final List<GatewayIsolate> isolates;
    private final ActorHosts actors;
    private final Credentials credentials;

    private IsolatePool(List<GatewayIsolate> isolates, ActorHosts actors, Credentials credentials) {
        this.isolates = isolates;
        this.actors = actors;
        this.credentials = credentials;
    }

    /**
     * Starts the core over a data directory: alarms of actors run from now on.
     *
     * @param variables the configuration, which is valid
     * @throws IOException if an actor's database cannot be opened
     */
    public static IsolatePool start(
            Map<String, String> variables,
            ProcessPorts process,
            DataDirectory directory,
            MemoryPlan memory,
            ActorLimits limits)
            throws IOException {
        ActorHosts actors = new ActorHosts(
                directory,
                process,
                () -> gateway(variables, process, memory.flushBytes()).actors()::open,
                limits);
        List<GatewayIsolate> isolates = new ArrayList<>();
        Credentials credentials = null;
        for (int i = 1; i <= memory.isolates(); i++) {
            Gateway gateway = gateway(variables, process, memory.isolateBytes());
            credentials = gateway.config().credentials();
            isolates.add(new GatewayIsolate("isolate " + i, gateway, process, actors));
        }
        try {
            actors.start();
        } catch (IOException | RuntimeException | Error e) {
            actors.close(0);
            throw e;
        }
        return new IsolatePool(isolates, actors, credentials);
    }

    /** The number of buffers that a gateway's configuration has, for {@link MemoryPlan}. */
    public static int buffers(Gateway gateway) {
        Batching batching = gateway.config().batching();
        return batching.enabled() ? gateway.feeds().all().size() * batching.shards() : 0;
    }

    private static Gateway gateway(Map<String, String> variables, ProcessPorts process, long memoryBytes) {
        Gateway gateway = Gateway.configure(variables, process.random(), new IsolateMemory(memoryBytes));
        if (gateway.problem() != null) {
            throw new IllegalArgumentException(gateway.problem());
        }
        return gateway;
    }

    @Override
    public HttpAnswer answer(Exchange exchange) {
        GatewayIsolate least = isolates.get(0);
        int load = least.load();
        for (int i = 1; i < isolates.size() && load > 0; i++) {
            int other = isolates.get(i).load();
            if (other < load) {
                least = isolates.get(i);
                load = other;
            }
        }
        return least.answer(exchange);
    }

    /** Needs no turn: credentials never change. */
    @Override
    public boolean isAuthorized(RequestHead head) {
        return credentials.accept(head.header("authorization"));
    }

    /**
     * Stores and commits everything that was accepted. Blocks.
     *
     * @param waitSecs the longest that it may take
     * @return the problems, one line each; empty if everything is stored and committed
     */
    public List<String> flush(int waitSecs) {
        return isolates.get(0).flush(waitSecs);
    }

    /**
     * Ends the actors. Requests must have been answered before; later ones get 503.
     *
     * @param patienceMillis for flushes that run; those that take longer go on after a restart
     */
    public void close(long patienceMillis) {
        actors.close(patienceMillis);
    }

    /**
     * Ends as if the process died, for tests.
     *
     * @param copy an empty data directory, which gets the files as they are
     */
    public void kill(DataDirectory copy) {
        actors.kill(copy);
    }
}
