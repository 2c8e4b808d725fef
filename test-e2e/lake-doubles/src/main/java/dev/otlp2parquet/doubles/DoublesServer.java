package dev.otlp2parquet.doubles;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A double, or Nessie, as a process: prints {@code READY {...}}, JSON with what a client has to know, and runs until its standard input ends or it is
 * told to end. Tests ask it for things by {@code POST /__NAME}: {@link Controls}.
 */
public final class DoublesServer {

    private DoublesServer() {}

    /**
     * Starts {@code s3tables}, {@code vending} or {@code nessie}, as the argument says, from environment variables: DOUBLE_FOLDER, which keeps its tables
     * (without, a new one is made), DOUBLE_PORT and DOUBLE_S3_PORT (0: any), DOUBLE_REGION (us-east-1), O2P_VERSITYGW; for Nessie O2P_NESSIE and O2P_NESSIE_JAVA.
     */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> environment = System.getenv();
        String kind = arguments.length == 1 ? arguments[0] : "";
        String folderName = environment.get("DOUBLE_FOLDER");
        Path folder = folderName == null ? Files.createTempDirectory("lake-double") : Path.of(folderName);
        S3TablesDouble.Settings settings = new S3TablesDouble.Settings(
                Integer.parseInt(environment.getOrDefault("DOUBLE_PORT", "0")),
                Integer.parseInt(environment.getOrDefault("DOUBLE_S3_PORT", "0")),
                environment.getOrDefault("DOUBLE_REGION", "us-east-1"));
        AutoCloseable running;
        Map<String, Object> facts;
        switch (kind) {
            case "s3tables" -> {
                S3TablesDouble tables = new S3TablesDouble(folder, settings);
                running = tables;
                facts = tables.facts();
            }
            case "vending" -> {
                VendingDouble vending = new VendingDouble(folder, settings, VendingDouble.Client.standard());
                running = vending;
                facts = vending.facts();
            }
            case "nessie" -> {
                NessieServer nessie = new NessieServer(folder, settings.port());
                running = nessie;
                facts = nessie.facts();
            }
            default -> throw new IllegalArgumentException("expected s3tables, vending or nessie, found " + kind);
        }
        // versitygw must not outlive it.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running)));
        System.out.println("READY " + Controls.json(facts));
        while (System.in.read() >= 0) {
            // Nothing is said to it there.
        }
        System.exit(0);
    }

    private static void close(AutoCloseable running) {
        try {
            running.close();
        } catch (Exception e) {
            System.err.println("the double does not stop: " + e);
        }
    }
}
