package dev.otlp2parquet.doubles;

import dev.otlp2parquet.catalog.LocalServer;
import dev.otlp2parquet.testkit.Versitygw;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The S3 of a double: versitygw as a process, a door with signatures in front of it, and a client behind the door. */
final class ObjectStorage implements AutoCloseable {

    private final Versitygw versitygw;
    private final S3Client client;
    private final S3Door door;
    private final LocalServer server;

    /**
     * Starts both.
     *
     * @param folder keeps the objects
     * @param port of the door, 0 for any
     */
    ObjectStorage(Path folder, int port, KeyStore keys, String region) throws Exception {
        versitygw = new Versitygw(folder);
        try {
            client = S3Client.builder()
                    .endpointOverride(URI.create(versitygw.endpoint()))
                    .forcePathStyle(true)
                    .region(Region.US_EAST_1)
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .credentialsProvider(StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(Versitygw.ACCESS_KEY, Versitygw.SECRET_KEY)))
                    .httpClient(UrlConnectionHttpClient.create())
                    .build();
            door = new S3Door(
                    new SignatureCheck(keys, "s3", region, Duration.ofMinutes(15)), new Backend(versitygw.endpoint()));
            server = new LocalServer(port, List.of(), door);
        } catch (Exception e) {
            versitygw.close();
            throw e;
        }
    }

    /** Where clients find it. */
    String endpoint() {
        return "http://127.0.0.1:" + server.port();
    }

    S3Door door() {
        return door;
    }

    /** Past the door. */
    S3Client client() {
        return client;
    }

    /** Iceberg's properties for tables behind the door. */
    Map<String, String> innerProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
        properties.put("s3.endpoint", versitygw.endpoint());
        properties.put("s3.path-style-access", "true");
        properties.put("s3.access-key-id", Versitygw.ACCESS_KEY);
        properties.put("s3.secret-access-key", Versitygw.SECRET_KEY);
        properties.put("client.region", "us-east-1");
        properties.put("http-client.type", "urlconnection");
        return properties;
    }

    @Override
    public void close() {
        server.close();
        client.close();
        versitygw.close();
    }
}
