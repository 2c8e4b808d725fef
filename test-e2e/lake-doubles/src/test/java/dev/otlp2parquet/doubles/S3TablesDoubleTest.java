package dev.otlp2parquet.doubles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.testkit.Versitygw;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** The double of S3 Tables as Iceberg's Java library and the AWS SDK see it. */
@EnabledIfEnvironmentVariable(
        named = Versitygw.VARIABLE,
        matches = ".+",
        disabledReason = "O2P_VERSITYGW is not set: scripts/versitygw builds it and prints its path")
@Tag("server")
class S3TablesDoubleTest {

    @TempDir
    private static Path folder;

    private static S3TablesDouble tables;
    private static IcebergClient client;

    @BeforeAll
    static void start() throws Exception {
        tables = new S3TablesDouble(folder, S3TablesDouble.Settings.any());
        client = IcebergClient.of(tables, tables.issueKeys(Duration.ofHours(1)), Map.of());
        client.catalog().createNamespace(Namespace.of("otel"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (tables != null) {
            client.close();
            tables.close();
        }
    }

    @AfterEach
    void forget() {
        tables.clearFaults();
        tables.allowConditionalPuts(true);
    }

    private static Table create(String name, Map<String, String> properties) {
        return client.catalog()
                .buildTable(TableIdentifier.of("otel", name), IcebergClient.SCHEMA)
                .withProperties(properties)
                .create();
    }

    private static String object(Table table, String key) {
        return tables.s3Endpoint() + table.location().substring("s3:/".length()) + "/" + key;
    }

    @Test
    void aTableIsCreatedInItsBucketAppendedToAndReadByAnotherClient() throws Exception {
        Table logs = create("logs", Map.of());
        Table other = create("other", Map.of());
        IcebergClient.append(logs, 1, 3);
        IcebergClient.append(logs, 4, 2);

        assertTrue(
                logs.location().matches("s3://[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-z]{34}--table-s3"),
                logs.location());
        assertNotEquals(logs.location(), other.location());
        assertTrue(logs.currentSnapshot().manifestListLocation().startsWith(logs.location() + "/metadata/"));
        try (IcebergClient reader = IcebergClient.of(tables, tables.keys(), Map.of())) {
            assertEquals(List.of(1L, 2L, 3L, 4L, 5L), reader.ids(TableIdentifier.of("otel", "logs")));
            assertEquals(List.of(), reader.ids(TableIdentifier.of("otel", "other")));
        }
    }

    @Test
    void tablesAreThereAgainAfterARestart(@TempDir Path kept) throws Exception {
        TableIdentifier name = TableIdentifier.of("otel", "logs");
        try (S3TablesDouble first = new S3TablesDouble(kept, S3TablesDouble.Settings.any());
                IcebergClient writer = IcebergClient.of(first, first.keys(), Map.of())) {
            writer.catalog().createNamespace(name.namespace());
            IcebergClient.append(writer.catalog().createTable(name, IcebergClient.SCHEMA), 1, 2);
        }
        try (S3TablesDouble second = new S3TablesDouble(kept, S3TablesDouble.Settings.any());
                IcebergClient reader = IcebergClient.of(second, second.keys(), Map.of())) {
            assertEquals(List.of(1L, 2L), reader.ids(name));
        }
    }

    @Test
    void aCompactionJustBeforeACommitMakesItFail() throws Exception {
        Table table = create("compacted", Map.of("commit.retry.num-retries", "0"));
        tables.compactBeforeNextCommits(1);
        // There is nothing to compact yet.
        IcebergClient.append(table, 1, 2);

        assertThrows(CommitFailedException.class, () -> IcebergClient.append(table, 3, 2));
        table.refresh();
        assertEquals("replace", table.currentSnapshot().operation());
        IcebergClient.append(table, 5, 1);

        assertEquals(List.of(1L, 2L, 5L), client.ids(TableIdentifier.of("otel", "compacted")));
    }

    @Test
    void aClientThatTriesAgainCommitsAfterTheCompaction() throws Exception {
        Table table = create("retried", Map.of());
        IcebergClient.append(table, 1, 2);
        int before = tables.commits();
        tables.compactBeforeNextCommits(1);
        IcebergClient.append(table, 3, 2);

        assertEquals(2, tables.commits() - before);
        assertEquals(List.of(1L, 2L, 3L, 4L), client.ids(TableIdentifier.of("otel", "retried")));
    }

    @Test
    void objectsThatNoSnapshotNamesAreDeletedAndOthersKept() throws Exception {
        Table table = create("swept", Map.of());
        IcebergClient.append(table, 1, 2);
        IcebergClient.append(table, 3, 2);
        String stray = table.location() + "/data/stray.parquet";
        try (OutputStream out = table.io().newOutputFile(stray).create()) {
            out.write(7);
        }

        assertEquals(List.of(), tables.deleteUnreferenced("otel", "swept", Duration.ofHours(1)));
        assertEquals(List.of(stray), tables.deleteUnreferenced("otel", "swept", Duration.ZERO));
        assertFalse(table.io().newInputFile(stray).exists());
        assertEquals(List.of(1L, 2L, 3L, 4L), client.ids(TableIdentifier.of("otel", "swept")));
    }

    @Test
    void filesOfExpiredSnapshotsAreDeleted() throws Exception {
        Table table = create("expired", Map.of());
        IcebergClient.append(table, 1, 2);
        IcebergClient.append(table, 3, 2);
        Snapshot first = table.snapshots().iterator().next();

        assertEquals(2, tables.compact("otel", "expired"));
        assertEquals(List.of(), tables.deleteUnreferenced("otel", "expired", Duration.ZERO));
        assertEquals(0, tables.expireSnapshots("otel", "expired", Duration.ofHours(1), 1));
        assertEquals(2, tables.expireSnapshots("otel", "expired", Duration.ZERO, 1));
        List<String> deleted = tables.deleteUnreferenced("otel", "expired", Duration.ZERO);

        assertTrue(deleted.contains(first.manifestListLocation()), deleted.toString());
        assertEquals(2, deleted.stream().filter(file -> file.contains("/data/")).count(), deleted.toString());
        assertEquals(List.of(1L, 2L, 3L, 4L), client.ids(TableIdentifier.of("otel", "expired")));
    }

    @Test
    void objectsAreReadAndWrittenBySignedRequestsWithTokens() throws Exception {
        Table table = create("objects", Map.of());
        Keys issued = tables.issueKeys(Duration.ofHours(1));
        String uri = object(table, "data/an%20object%2B1%3D%C3%A4.txt");

        assertEquals(200, SignedCall.s3(issued).put(uri, "text", Map.of()).statusCode());
        assertEquals("text", SignedCall.s3(issued).get(uri).body());
        assertEquals(404, SignedCall.s3(issued).get(uri + "2").statusCode());

        tables.expireKeys(issued);
        HttpResponse<String> expired = SignedCall.s3(issued).get(uri);
        assertEquals(400, expired.statusCode());
        assertTrue(expired.body().contains("<Code>ExpiredToken</Code>"), expired.body());
        assertEquals("text", SignedCall.s3(tables.keys()).get(uri).body());
    }

    /** The client's defaults: chunks with a trailer, and a multipart upload. */
    @Test
    void theSdksClientWritesInChunksAndParts() throws Exception {
        String bucket = create("parts", Map.of()).location().substring("s3://".length());
        Keys issued = tables.issueKeys(Duration.ofHours(1));
        byte[] part = new byte[5 << 20];
        new Random(5).nextBytes(part);
        try (S3Client s3 = S3Client.builder()
                .endpointOverride(URI.create(tables.s3Endpoint()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken())))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            s3.putObject(put -> put.bucket(bucket).key("data/whole"), RequestBody.fromBytes(part));
            String id = s3.createMultipartUpload(create -> create.bucket(bucket).key("data/parts"))
                    .uploadId();
            List<CompletedPart> parts = new ArrayList<>();
            for (int i = 1; i <= 2; i++) {
                int number = i;
                String tag = s3.uploadPart(
                                upload -> upload.bucket(bucket)
                                        .key("data/parts")
                                        .uploadId(id)
                                        .partNumber(number),
                                RequestBody.fromBytes(part))
                        .eTag();
                parts.add(CompletedPart.builder().partNumber(i).eTag(tag).build());
            }
            s3.completeMultipartUpload(complete -> complete.bucket(bucket)
                    .key("data/parts")
                    .uploadId(id)
                    .multipartUpload(upload -> upload.parts(parts)));

            assertArrayEquals(
                    part,
                    s3.getObjectAsBytes(get -> get.bucket(bucket).key("data/whole"))
                            .asByteArray());
            assertEquals(
                    2L * part.length,
                    s3.headObject(head -> head.bucket(bucket).key("data/parts")).contentLength());
        }
    }

    @Test
    void s3RefusesWrongSignatures() throws Exception {
        Table table = create("signed", Map.of());
        String uri = object(table, "data/x");
        Keys keys = tables.keys();
        Keys wrong = new Keys(keys.accessKeyId(), "another", "", Long.MAX_VALUE, "");
        Keys issued = tables.issueKeys(Duration.ofHours(1));
        Keys otherToken =
                new Keys(issued.accessKeyId(), issued.secretAccessKey(), "another", issued.expiresAtMillis(), "");

        assertS3(403, "SignatureDoesNotMatch", SignedCall.s3(wrong).get(uri));
        assertS3(
                403,
                "AccessDenied",
                HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString()));
        assertS3(400, "InvalidToken", SignedCall.s3(otherToken).get(uri));
        assertS3(400, "AuthorizationHeaderMalformed", new SignedCall("s3", "eu-west-1", keys, Duration.ZERO).get(uri));
        assertS3(403, "RequestTimeTooSkewed", new SignedCall("s3", "us-east-1", keys, Duration.ofMinutes(16)).get(uri));
        assertS3(400, "XAmzContentSHA256Mismatch", SignedCall.s3(keys).send("PUT", uri, "signed", "sent", Map.of()));
    }

    @Test
    void aTableBucketHasNoListingsAndNoDeletions() throws Exception {
        Table table = create("methods", Map.of());
        SignedCall call = SignedCall.s3(tables.keys());
        assertS3(405, "MethodNotAllowed", call.get(object(table, "").replaceFirst("/$", "?list-type=2")));
        assertS3(405, "MethodNotAllowed", call.send("DELETE", object(table, "data/x"), "", "", Map.of()));
    }

    @Test
    void aConditionalPutWorksOrIsNotImplemented() throws Exception {
        Table table = create("conditional", Map.of());
        SignedCall call = SignedCall.s3(tables.keys());
        Map<String, String> condition = Map.of("If-None-Match", "*");
        assertEquals(200, call.put(object(table, "data/once"), "1", condition).statusCode());
        assertS3(412, "PreconditionFailed", call.put(object(table, "data/once"), "2", condition));
        tables.allowConditionalPuts(false);
        assertS3(501, "NotImplemented", call.put(object(table, "data/never"), "1", condition));
        assertEquals(200, call.put(object(table, "data/never"), "1", Map.of()).statusCode());
    }

    @Test
    void requestsAreCounted() throws Exception {
        Table table = create("counted", Map.of());
        Map<String, Integer> before = tables.s3Requests();
        SignedCall.s3(tables.keys()).put(object(table, "data/1"), "1", Map.of());
        SignedCall.s3(tables.keys()).put(object(table, "data/2"), "2", Map.of());
        assertEquals(2, tables.s3Requests().get("PUT") - before.getOrDefault("PUT", 0));
    }

    private static void assertS3(int status, String code, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("<Code>" + code + "</Code>"), answer.body());
    }
}
