package dev.otlp2parquet.lambda;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Lambda's emulator with the function, as processes. */
final class Emulator implements AutoCloseable {

    /** The environment variable with the path of the program; scripts/lambda-emulator builds it. */
    static final String VARIABLE = "O2P_LAMBDA_EMULATOR";

    private static final long START_MILLIS = 60_000;

    private final Path log;
    private final Process process;
    private final URI invocations;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param environment of the function; nothing else of this process's but the path */
    Emulator(Path log, Map<String, String> environment) throws IOException, InterruptedException {
        this.log = log;
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        System.getenv(VARIABLE),
                        "--runtime-interface-emulator-address",
                        "127.0.0.1:" + port,
                        "--runtime-api-address",
                        "127.0.0.1:" + freePort(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                        OtlpHandler.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("OTLP2PARQUET_"));
        builder.environment().putAll(environment);
        process = builder.start();
        invocations = URI.create("http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations");
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
        while (!listens(port)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException("the emulator did not start: " + log());
            }
            Thread.sleep(50);
        }
    }

    /** Sends an event and returns the result. */
    byte[] invoke(byte[] event) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(invocations)
                .POST(BodyPublishers.ofByteArray(event))
                .build();
        return http.send(request, BodyHandlers.ofByteArray()).body();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
