package dev.otlp2parquet.server.http;

import dev.otlp2parquet.host.RequestService;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * OTLP over HTTP/1.1, HTTP/2 and gRPC in front of a {@link RequestService}.
 *
 * <p>Each request runs on a platform thread of a bounded pool and may block there. Not on a virtual thread: SQLite's native code and,
 * before JDK 24, {@code synchronized} pin the carrier, and there are as many carriers as processors; and as the number of requests at
 * once is bounded anyway, virtual threads would save little.
 */
public final class OtlpServer implements AutoCloseable {

    /** For requests that are refused at once, and for what Jetty does between requests. */
    private static final int MORE_THREADS = 16;

    private static final int LEAST_THREADS = 8;
    private static final long RELOAD_MILLIS = 5_000;
    private static final Duration LAST_CLOSES = Duration.ofSeconds(2);
    private static final long CLOSE_IDLE_MILLIS = 100;

    private final HttpLimits limits;
    private final Log log;
    private final StopTimes stopTimes;
    private final QueuedThreadPool threads;
    private final ScheduledExecutorScheduler scheduler = new ScheduledExecutorScheduler("otlp-timer", true);
    private final Server server;
    private final Readiness readiness = new Readiness();
    private final InFlight inFlight = new InFlight();
    private final HangUps hangUps = new HangUps(scheduler);
    private final List<ServerConnector> connectors = new ArrayList<>();
    private final List<Tls> tls = new ArrayList<>();
    private boolean stopped;

    private OtlpServer(int listeners, RequestService service, HttpLimits limits, StopTimes stopTimes, Log log)
            throws Exception {
        this.limits = limits;
        this.log = log;
        this.stopTimes = stopTimes;
        int most =
                limits.concurrentRequests() + RequestHandler.QUESTIONS + listeners * Connectors.THREADS + MORE_THREADS;
        this.threads = new QueuedThreadPool(most, LEAST_THREADS);
        threads.setName("otlp");
        threads.setDaemon(true);
        // Jetty interrupts the threads of a pool that it stops, which would close files in the middle of a write.
        threads.start();
        scheduler.start();
        this.server = new Server(threads, scheduler, null);
        server.unmanage(threads);
        server.unmanage(scheduler);
        server.setErrorHandler(new RefusedMessages());
        server.setHandler(new RequestHandler(service, readiness, limits, inFlight, hangUps, scheduler, log));
    }

    /**
     * Starts a server.
     *
     * @param log gets what happens to the server itself; requests are logged by the service
     * @throws ListenException if an address or a TLS file cannot be used. Nothing is left open then
     */
    public static OtlpServer start(
            List<Listener> listeners, RequestService service, HttpLimits limits, StopTimes stopTimes, Log log)
            throws ListenException {
        OtlpServer started = null;
        try {
            started = new OtlpServer(listeners.size(), service, limits, stopTimes, log);
            started.listen(listeners);
            return started;
        } catch (ListenException e) {
            abandon(started);
            throw e;
        } catch (Exception e) {
            abandon(started);
            throw new ListenException("the server cannot start: " + e.getMessage(), e);
        }
    }

    private static void abandon(OtlpServer server) {
        if (server != null) {
            server.stopJetty();
        }
    }

    private void listen(List<Listener> listeners) throws Exception {
        for (Listener listener : listeners) {
            Tls listenerTls = listener.tls() == null ? null : Tls.load(listener.tls(), log);
            if (listenerTls != null) {
                tls.add(listenerTls);
            }
            ServerConnector connector = Connectors.of(server, listener, listenerTls, limits);
            connectors.add(connector);
            server.addConnector(connector);
            open(connector, listener);
        }
        server.start();
        hangUps.start();
        scheduleReload();
        readiness.set(true);
        for (int i = 0; i < listeners.size(); i++) {
            log.write(new LogLine(LogLevel.INFO, "listening")
                    .field("host", listeners.get(i).host())
                    .field("port", ports().get(i))
                    .flag("tls", listeners.get(i).tls() != null));
        }
    }

    private static void open(ServerConnector connector, Listener listener) throws ListenException {
        try {
            connector.open();
        } catch (IOException e) {
            boolean taken = e instanceof BindException || e.getCause() instanceof BindException;
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ListenException(
                    "cannot listen on " + listener.address() + ": " + cause.getMessage()
                            + (taken
                                    ? "; stop the process that has this port (a collector?), or choose another address"
                                    : ""),
                    e);
        }
    }

    /** The ports in the order of the listeners, as bound. */
    public List<Integer> ports() {
        List<Integer> ports = new ArrayList<>();
        for (ServerConnector connector : connectors) {
            ports.add(connector.getLocalPort());
        }
        return ports;
    }

    private void scheduleReload() {
        if (!tls.isEmpty()) {
            scheduler.schedule(() -> threads.execute(this::reloadAndSchedule), RELOAD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void reloadAndSchedule() {
        reloadTls();
        if (server.isRunning()) {
            scheduleReload();
        }
    }

    /** Reads the TLS files again if they have changed. The server does it every few seconds by itself. */
    public synchronized void reloadTls() {
        tls.forEach(Tls::reload);
    }

    /**
     * Stops the server. Blocks.
     *
     * <ol>
     *   <li>{@code /ready} becomes 503 and gRPC health NOT_SERVING, everything else goes on for the {@linkplain StopTimes#pause()
     *       pause}.
     *   <li>The listeners close, so that new connections are refused rather than accepted and broken off. Clients of HTTP/2 get
     *       GOAWAY, answers of HTTP/1.1 {@code connection: close}. Requests that are under way, or still come over open connections,
     *       are answered.
     *   <li>When there is none, or after the {@linkplain StopTimes#timeout() timeout}, connections are closed. Requests that run even
     *       then are not interrupted: they end without an answer, on daemon threads.
     * </ol>
     *
     * Further calls do nothing.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
        }
        readiness.set(false);
        log.write(new LogLine(LogLevel.INFO, "stopping").field("running_requests", inFlight.count()));
        try {
            Thread.sleep(stopTimes.pause().toMillis());
            CompletableFuture<Void> closed = Graceful.shutdown(server);
            if (inFlight.awaitNone(stopTimes.timeout().toNanos())) {
                awaitLastCloses(closed);
            } else {
                log.write(new LogLine(LogLevel.WARN, "requests are still running; their clients get no answer")
                        .field("running_requests", inFlight.count()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopJetty();
        log.write(new LogLine(LogLevel.INFO, "stopped"));
    }

    /** Clients get some time to close: a request may be on its way over a connection that looks idle. */
    private void awaitLastCloses(CompletableFuture<Void> closed) throws InterruptedException {
        for (ServerConnector connector : connectors) {
            for (EndPoint endPoint : connector.getConnectedEndPoints()) {
                endPoint.setIdleTimeout(CLOSE_IDLE_MILLIS);
            }
        }
        try {
            closed.get(LAST_CLOSES.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // They are closed from here.
        }
        inFlight.awaitNone(stopTimes.timeout().toNanos());
    }

    private void stopJetty() {
        hangUps.stop();
        try {
            server.stop();
            // A server that never started does not close what it has opened.
            connectors.forEach(ServerConnector::close);
            scheduler.stop();
            if (inFlight.count() == 0) {
                threads.stop();
            }
        } catch (Exception e) {
            log.write(new LogLine(LogLevel.WARN, "the server stopped with a fault").failure(e));
        }
    }
}
