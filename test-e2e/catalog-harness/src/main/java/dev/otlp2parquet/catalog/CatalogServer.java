package dev.otlp2parquet.catalog;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The harness as a process: prints {@code READY <uri>} and runs until it is killed. Faults are injected by
 * {@code POST /__faults?f=CONFLICT_BEFORE&f=RESET_AFTER}; {@code GET /__counts} tells how many requests and commits have arrived.
 */
public final class CatalogServer {

    private CatalogServer() {}

    /**
     * Starts a catalog from environment variables: CATALOG_PORT (8181), CATALOG_BUCKET (otlp2parquet), CATALOG_TOKEN
     * (local-development-token), either CATALOG_S3_ENDPOINT with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or
     * CATALOG_FOLDER, and CATALOG_DATABASE, a file in which it remembers its tables (without, it forgets them at its
     * end).
     */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> environment = System.getenv();
        int port = Integer.parseInt(environment.getOrDefault("CATALOG_PORT", "8181"));
        String bucket = environment.getOrDefault("CATALOG_BUCKET", "otlp2parquet");
        String token = environment.getOrDefault("CATALOG_TOKEN", "local-development-token");
        CatalogHarness.Settings settings = CatalogHarness.Settings.likeR2(port, bucket, token);
        String warehouse = "s3://" + bucket + "/__r2_data_catalog/" + settings.prefix();
        String endpoint = environment.get("CATALOG_S3_ENDPOINT");
        String folder = environment.get("CATALOG_FOLDER");
        if ((endpoint == null) == (folder == null)) {
            System.err.println(
                    "Set CATALOG_S3_ENDPOINT (and AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) or CATALOG_FOLDER:"
                            + " where the tables are.");
            System.exit(2);
        }
        Map<String, String> fileIo = endpoint == null ? folder(folder) : s3(endpoint, environment);
        String database = environment.get("CATALOG_DATABASE");
        try (CatalogHarness harness = database == null
                ? new CatalogHarness(settings, fileIo, warehouse)
                : new CatalogHarness(settings, fileIo, warehouse, Path.of(database))) {
            System.out.println("READY " + harness.uri());
            Thread.currentThread().join();
        }
    }

    private static Map<String, String> folder(String folder) {
        return Map.of("io-impl", LocalBucketFileIO.class.getName(), LocalBucketFileIO.ROOT, folder);
    }

    private static Map<String, String> s3(String endpoint, Map<String, String> environment) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
        properties.put("s3.endpoint", endpoint);
        properties.put("s3.path-style-access", "true");
        properties.put("s3.access-key-id", required(environment, "AWS_ACCESS_KEY_ID"));
        properties.put("s3.secret-access-key", required(environment, "AWS_SECRET_ACCESS_KEY"));
        properties.put("client.region", "auto");
        // The local S3 endpoint of wrangler does not decode aws-chunked uploads and would store their framing.
        properties.put("s3.chunked-encoding-enabled", "false");
        properties.put("http-client.type", "urlconnection");
        return properties;
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Set " + name + " to the credentials of the S3 endpoint.");
        }
        return value;
    }
}
