package dev.otlp2parquet.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The server in a process of its own, on a port that stays the same over restarts. */
final class ServerInProcess implements AutoCloseable {

    /** Below the ports that systems give to clients, one of which could be taken between two lives. */
    private static final int FIRST_PORT = 20_000;

    private static final int PORTS = 12_000;
    private static final long START_MILLIS = 60_000;

    private final Path log;
    private final Map<String, String> environment = new HashMap<>();
    private final int port;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private Process process;

    /** @param folder for the databases, the files and the log */
    ServerInProcess(Path folder, Map<String, String> variables) throws IOException {
        this.log = folder.resolve("server.log");
        this.port = freePort();
        environment.put("OTLP2PARQUET_DATA_DIR", folder.resolve("data").toString());
        environment.put("OTLP2PARQUET_LISTEN_ADDR", "127.0.0.1:" + port);
        environment.put("OTLP2PARQUET_GRPC_LISTEN_ADDR", "off");
        environment.putAll(variables);
    }

    private static int freePort() throws IOException {
        Random random = new Random();
        while (true) {
            int candidate = FIRST_PORT + random.nextInt(PORTS);
            try (ServerSocket socket = new ServerSocket(candidate)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: another one.
            }
        }
    }

    /** Starts the process, and waits until it takes requests. */
    void start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.otlp2parquet.server.cli.Main",
                "serve"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())));
        builder.environment().keySet().removeIf(name -> name.startsWith("OTLP2PARQUET_"));
        builder.environment().putAll(environment);
        process = builder.start();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
        while (!isReady()) {
            assertTrue(process.isAlive(), "the server has ended; its log is " + log);
            assertTrue(System.nanoTime() < deadline, "the server does not start; its log is " + log);
            Thread.sleep(50);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return send("GET", "/ready", null).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    HttpResponse<String> send(String method, String path, byte[] protobuf) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, protobuf == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(protobuf));
        if (protobuf != null) {
            request.header("content-type", "application/x-protobuf");
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, and waits for the end. Returns the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
