package dev.otlp2parquet.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A server with S3's protocol that checks signatures and conditions, as a process over a folder. */
public final class Versitygw implements AutoCloseable {

    /** The environment variable with the path of the program; scripts/versitygw builds it. */
    public static final String VARIABLE = "O2P_VERSITYGW";

    public static final String ACCESS_KEY = "AKIDVERSITYGW";
    public static final String SECRET_KEY = "versitygw/secret+key";

    private static final long START_MILLIS = 60_000;

    private final Path data;
    private final Process process;
    private final int port;

    /**
     * Starts the server.
     *
     * @param folder empty; gets the buckets
     */
    public Versitygw(Path folder, String... buckets) throws IOException, InterruptedException {
        data = Files.createDirectories(folder.resolve("data"));
        for (String bucket : buckets) {
            Files.createDirectories(data.resolve(bucket));
        }
        Path log = folder.resolve("log");
        Path attributes = Files.createDirectories(folder.resolve("attributes"));
        port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        System.getenv(VARIABLE),
                        "--port",
                        "127.0.0.1:" + port,
                        "--region",
                        "us-east-1",
                        "posix",
                        "--sidecar",
                        attributes.toString(),
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("ROOT_ACCESS_KEY", ACCESS_KEY);
        builder.environment().put("ROOT_SECRET_KEY", SECRET_KEY);
        process = builder.start();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException("versitygw did not start: " + Files.readString(log));
            }
            Thread.sleep(50);
        }
    }

    /** The address of the server. */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** The folder with the objects of a bucket, each a file under its key. */
    public Path bucketFolder(String bucket) {
        return data.resolve(bucket);
    }

    /** Ends the process. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean listens() {
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
