package dev.otlp2parquet.doubles;

import dev.otlp2parquet.testkit.Versitygw;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The real Nessie as a process, with its tables in its own versitygw, until {@link #close()}. It keeps its references in memory, asks for no
 * token and gives out no credentials: clients have {@link #keys()}. About 300 MB of memory and 6 s on a free core.
 *
 * <p>Its prefix names a branch and, if a warehouse is asked for, that: {@code main|lake}, encoded. Secrets are outside of
 * {@code nessie.catalog.secrets}, where it does not find them.
 */
public final class NessieServer implements AutoCloseable {

    /** The environment variable with the path of the runner; {@code scripts/nessie} fetches it. */
    public static final String VARIABLE = "O2P_NESSIE";

    /** The environment variable with the path of a Java of at least 21, which it needs. */
    public static final String JAVA_VARIABLE = "O2P_NESSIE_JAVA";

    private static final String BUCKET = "nessie";
    private static final long START_MILLIS = 180_000;

    private final Versitygw versitygw;
    private final Process process;
    private final int port;

    /**
     * Starts both.
     *
     * @param folder empty; gets objects and logs
     * @param catalogPort of Nessie, 0 for any
     */
    public NessieServer(Path folder, int catalogPort) throws IOException, InterruptedException {
        versitygw = new Versitygw(folder, BUCKET);
        port = catalogPort == 0 ? freePort() : catalogPort;
        Path log = folder.resolve("nessie.log");
        String options = "nessie.catalog.service.s3.default-options.";
        Map<String, String> properties = Map.ofEntries(
                Map.entry("quarkus.http.host", "127.0.0.1"),
                Map.entry("quarkus.http.port", Integer.toString(port)),
                Map.entry("quarkus.management.host", "127.0.0.1"),
                Map.entry("quarkus.management.port", "0"),
                Map.entry("quarkus.otel.sdk.disabled", "true"),
                Map.entry("nessie.version.store.type", "IN_MEMORY"),
                Map.entry("nessie.catalog.default-warehouse", warehouse()),
                Map.entry("nessie.catalog.warehouses." + warehouse() + ".location", "s3://" + BUCKET + "/warehouse"),
                Map.entry(options + "endpoint", versitygw.endpoint()),
                Map.entry(options + "path-style-access", "true"),
                Map.entry(options + "region", region()),
                Map.entry(options + "request-signing-enabled", "false"),
                Map.entry(options + "access-key", "urn:nessie-secret:quarkus:my-secrets.s3"),
                Map.entry("my-secrets.s3.name", Versitygw.ACCESS_KEY),
                Map.entry("my-secrets.s3.secret", Versitygw.SECRET_KEY));
        List<String> command = new ArrayList<>(
                List.of(System.getenv(JAVA_VARIABLE), "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", System.getenv(VARIABLE)));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IOException("Nessie did not start: " + Files.readString(log));
            }
            Thread.sleep(200);
        }
    }

    /** The Iceberg REST catalog, without {@code /v1}. */
    public String uri() {
        return "http://127.0.0.1:" + port + "/iceberg";
    }

    /** The name of the warehouse. */
    public String warehouse() {
        return "lake";
    }

    /** The S3 endpoint, for addresses in path style. */
    public String s3Endpoint() {
        return versitygw.endpoint();
    }

    public String region() {
        return "us-east-1";
    }

    /** Keys for its bucket. */
    public Keys keys() {
        return new Keys(Versitygw.ACCESS_KEY, Versitygw.SECRET_KEY, "", Long.MAX_VALUE, "");
    }

    /** What a client has to know, by names of JSON. */
    Map<String, Object> facts() {
        return Map.of(
                "uri", uri(),
                "s3Endpoint", s3Endpoint(),
                "warehouse", warehouse(),
                "region", region(),
                "keys", Controls.json(keys()));
    }

    private boolean answers() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(uri() + "/v1/config").toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(10_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

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
        versitygw.close();
    }
}
