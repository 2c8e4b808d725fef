package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.client.Actors;
import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.ingest.config.ConfigException;
import dev.otlp2parquet.ingest.config.Settings;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestContext;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import dev.otlp2parquet.platform.log.LogSink;
import dev.otlp2parquet.table.Feeds;
import dev.otlp2parquet.table.memory.IsolateMemory;
import java.util.List;
import java.util.Map;

/**
 * The entrance for every request: finds its {@link Route}, which decides by the head alone. So a request that will be refused costs
 * neither a read nor memory. One gateway serves all requests of an isolate; it is immutable apart from what {@link Isolate} holds.
 */
public final class Gateway {

    /** By then the host has made a new instance. */
    private static final int RETRY_AFTER_BREAKDOWN = 1;

    private final Isolate isolate;
    private final String problem;
    private final List<Route> routes;

    private Gateway(Isolate isolate) {
        this.isolate = isolate;
        this.problem = null;
        this.routes = List.of(
                new HealthRoute(isolate),
                new StatusRoute(isolate),
                new FlushRoute(isolate),
                new QuarantineRoute(isolate),
                new OtlpRoute(isolate),
                new NoRoute());
    }

    private Gateway(String problem) {
        this.isolate = null;
        this.problem = problem;
        this.routes = List.of(new UnconfiguredRoute(problem));
    }

    /**
     * Makes a gateway for the given variables. An invalid configuration does not fail here: the gateway then answers every request
     * but {@code GET /health} with the problem.
     *
     * @param variables environment variables, or Worker variables and secrets; those of other programs are ignored
     * @param random gives one number: a seed for hashes that no outsider can know. Files do not depend on it
     */
    public static Gateway configure(Map<String, String> variables, Randomness random) {
        return configure(variables, random, new IsolateMemory());
    }

    /** As {@link #configure(Map, Randomness)}, on a host that gives its isolates other memory than a Worker does. */
    public static Gateway configure(Map<String, String> variables, Randomness random, IsolateMemory memory) {
        try {
            return new Gateway(new Isolate(Config.from(new Settings(variables)), random, memory));
        } catch (ConfigException e) {
            return new Gateway(e.getMessage());
        }
    }

    /** Makes a gateway that answers as for an invalid configuration. For what only the host can check. */
    public static Gateway unconfigured(String problem) {
        return new Gateway(problem);
    }

    /** The problem of the configuration, which the host logs once at start; null if the configuration is valid. */
    public String problem() {
        return problem;
    }

    /** Logs the problem of the configuration, or what should be changed in it. The host calls it once at start. */
    public void report(LogSink log) {
        if (problem != null) {
            log.line(
                    LogLevel.ERROR,
                    new LogLine(LogLevel.ERROR, "not configured")
                            .field("problem", problem)
                            .json());
            return;
        }
        for (String warning : config().warnings()) {
            new Log(config().logLevel(), log)
                    .write(new LogLine(LogLevel.WARN, "configuration").field("warning", warning));
        }
    }

    /**
     * The configuration in force.
     *
     * @throws IllegalStateException if there is a {@link #problem}
     */
    public Config config() {
        return isolate().config();
    }

    /**
     * The account of the memory that requests and actors of this isolate hold together.
     *
     * @throws IllegalStateException if there is a {@link #problem}
     */
    public IsolateMemory memory() {
        return isolate().memory();
    }

    /**
     * The kinds of requests that buffers keep.
     *
     * @throws IllegalStateException if there is a {@link #problem}
     */
    public Feeds feeds() {
        return isolate().feeds();
    }

    private Isolate isolate() {
        if (isolate == null) {
            throw new IllegalStateException(problem);
        }
        return isolate;
    }

    /** The actors of this isolate. With a {@link #problem} they keep what they have and refuse calls. */
    public Actors actors() {
        return isolate == null ? Actors.unconfigured(problem) : isolate.actors();
    }

    /**
     * The answer to a request that its host could not complete: 503, so that the exporter sends it again. The host has logged the
     * reason.
     */
    public HttpAnswer unavailable(RequestHead head) {
        return new Answers(context(head, route(head)))
                .unavailable("the request broke down; nothing is lost if it is sent again", RETRY_AFTER_BREAKDOWN);
    }

    /**
     * Decides about a request. Does not block and does not fail. A request that is answered here gets its log line here; any other
     * gets it when it is {@linkplain Admission#complete completed}.
     */
    public Admission admit(RequestHead head, LogSink log) {
        Route route = route(head);
        RequestContext context = context(head, route);
        Admission admission = route.admit(head, context);
        if (admission instanceof Admission.Answer answer) {
            LogLevel lowest = isolate == null ? LogLevel.INFO : config().logLevel();
            GatewayLog.write(new Log(lowest, log), head, context, answer.response());
        }
        return admission;
    }

    private Route route(RequestHead head) {
        for (Route route : routes) {
            if (route.takes(head.path())) {
                return route;
            }
        }
        throw new IllegalStateException("no route takes " + head.path());
    }

    private RequestContext context(RequestHead head, Route route) {
        return RequestContext.of(
                head, route.isForPages() ? config().cors().allowedOrigin(head.header("origin")) : null);
    }
}
