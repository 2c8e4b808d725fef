package dev.otlp2parquet.server.http;

import dev.otlp2parquet.host.RequestService;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on a free port of the loopback address. */
final class TestServer implements AutoCloseable {

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final OtlpServer server;

    private TestServer(RequestService service, HttpLimits limits, TlsFiles tls) throws ListenException {
        server = OtlpServer.start(
                List.of(new Listener("127.0.0.1", 0, tls)),
                service,
                limits,
                new StopTimes(Duration.ZERO, Duration.ofSeconds(20)),
                new Log(LogLevel.DEBUG, (level, line) -> log.add(line)));
    }

    static TestServer of(RequestService service) throws ListenException {
        return new TestServer(service, HttpLimits.DEFAULT, null);
    }

    static TestServer of(RequestService service, HttpLimits limits) throws ListenException {
        return new TestServer(service, limits, null);
    }

    static TestServer of(RequestService service, TlsFiles tls) throws ListenException {
        return new TestServer(service, HttpLimits.DEFAULT, tls);
    }

    int port() {
        return server.ports().get(0);
    }

    OtlpServer server() {
        return server;
    }

    /** The log lines of the server itself. */
    List<String> log() {
        return log;
    }

    RawClient connect() throws IOException {
        return new RawClient(port());
    }

    @Override
    public void close() {
        server.close();
    }
}
