package dev.otlp2parquet.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.lambda.event.EventReader;
import dev.otlp2parquet.lambda.event.HttpEvent;
import dev.otlp2parquet.lambda.limit.TimeLimit;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import dev.otlp2parquet.platform.log.LogSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.crac.Core;
import org.crac.Resource;

/**
 * The handler of the function. Takes events of API Gateway (REST and HTTP API) and of function URLs. Everything is configured when
 * Lambda makes the handler, so that a snapshot has it; what must not be the same in two processes is made again after a restore.
 */
public final class OtlpHandler implements RequestStreamHandler, Resource {

    /** Events up to this length are read and answered. Lambda itself refuses larger ones than {@link LambdaFunction} takes. */
    private static final int MAX_READ_BYTES = 2 * LambdaFunction.MAX_EVENT_BYTES;

    private final Map<String, String> environment;
    private final Startup.Storage storage;
    private final LogSink log;
    private final TimeLimit limit = new TimeLimit();

    /** The core runs one thread. Lambda sends one event at a time to a process unless it is told otherwise. */
    private final ReentrantLock turn = new ReentrantLock();

    private Connections connections;
    private LambdaFunction function;

    /** Whether this process comes from a snapshot and has not been configured since. */
    private boolean stale;

    /** Makes the handler of the process, configured by its environment. */
    public OtlpHandler() {
        this(System.getenv(), Startup.AWS, new StandardOutput());
    }

    OtlpHandler(Map<String, String> environment, Startup.Storage storage, LogSink log) {
        this.environment = environment;
        this.storage = storage;
        this.log = log;
        configure();
        if (function.problem() == null) {
            warmUp();
        } else {
            log.line(
                    LogLevel.ERROR,
                    new LogLine(LogLevel.ERROR, "the configuration is invalid: every request is answered with 503")
                            .field("problem", function.problem())
                            .json());
        }
        // Should no hook be called after a restore, the first event makes up for it.
        stale = environment.getOrDefault("AWS_LAMBDA_INITIALIZATION_TYPE", "").equals("snap-start");
        Core.getGlobalContext().register(this);
    }

    private void configure() {
        stale = false;
        connections = new Connections();
        function = Startup.configure(environment, storage, connections, limit, log);
    }

    private void warmUp() {
        try {
            Warmup.run();
        } catch (RuntimeException | Error e) {
            // The first request pays instead.
            log.line(
                    LogLevel.WARN,
                    new LogLine(LogLevel.WARN, "the warm-up failed").failure(e).json());
        }
    }

    /** Before a snapshot: nothing is under way between invocations, and no connection is open that must be closed. */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        // Nothing.
    }

    /** After a restore, in each process that comes from the snapshot: other random numbers, connections and credentials. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        turn.lock();
        try {
            configure();
        } finally {
            turn.unlock();
        }
    }

    /**
     * Answers a request.
     *
     * @throws dev.otlp2parquet.lambda.event.UnknownEventException if the event is anything but an HTTP request
     * @throws IOException if the streams fail
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        byte[] event = input.readNBytes(MAX_READ_BYTES);
        HttpEvent request = EventReader.read(event, context.getAwsRequestId());
        turn.lock();
        try {
            if (stale) {
                configure();
            }
            output.write(request.result(answer(request, event.length, context)));
        } finally {
            turn.unlock();
        }
    }

    private HttpAnswer answer(HttpEvent request, int eventBytes, Context context) {
        limit.begin(context::getRemainingTimeInMillis);
        connections.begin();
        try {
            return function.answer(request, eventBytes);
        } finally {
            connections.end();
            limit.end();
        }
    }
}
