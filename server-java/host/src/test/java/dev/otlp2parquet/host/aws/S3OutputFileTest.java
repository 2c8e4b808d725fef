package dev.otlp2parquet.host.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.aws.s3.MultipartUpload;
import dev.otlp2parquet.aws.s3.S3ObjectStore;
import dev.otlp2parquet.aws.s3.S3Options;
import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.host.JdkDigest;
import dev.otlp2parquet.host.SystemClock;
import dev.otlp2parquet.parquet.io.PositionOutput;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.text.Utf8;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which requests a file is, and what a refusal leaves behind. */
class S3OutputFileTest {

    private static final int PART = MultipartUpload.MIN_PART_BYTES;
    private static final String OBJECT = "https://lake.s3.us-east-1.amazonaws.com/a";

    /** Method, address without the bucket's, and bytes of the body. */
    private final List<String> requests = new ArrayList<>();

    private String refused = "nothing";

    private final S3ObjectStore store = new S3ObjectStore(
            S3Options.of("lake", "us-east-1"),
            CredentialsProvider.of(Credentials.of("AKID", "secret")),
            this::serve,
            new JdkDigest(),
            new SystemClock(),
            () -> 7);

    private HttpResponse serve(HttpRequest request) {
        String line = request.method() + request.url().substring(OBJECT.length());
        requests.add(line + " " + (request.body() == null ? 0 : request.body().length()));
        if (line.equals(refused)) {
            return answer(403, "<Error><Code>AccessDenied</Code></Error>");
        }
        return answer(
                200,
                request.body() == null
                        ? "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>"
                        : "<CompleteMultipartUploadResult/>");
    }

    private static HttpResponse answer(int status, String body) {
        return new HttpResponse(status, Map.of("etag", "\"e\""), Binary.of(Utf8.encode(body)));
    }

    private PositionOutput written(int size) throws IOException {
        PositionOutput output = new S3OutputFile(store, "a").create();
        output.write(new byte[size], 0, size);
        return output;
    }

    @Test
    void aFileOfUpToAPartIsOnePut() throws Exception {
        written(0).finish();
        written(PART).finish();
        assertEquals(List.of("PUT 0", "PUT " + PART), requests);
    }

    @Test
    void aLargerFileIsSentWhileItIsWritten() throws Exception {
        PositionOutput output = written(2 * PART + 1);
        assertEquals(2L * PART + 1, output.position());
        assertEquals(
                List.of(
                        "POST?uploads= 0",
                        "PUT?uploadId=1&partNumber=1 " + PART,
                        "PUT?uploadId=1&partNumber=2 " + PART),
                requests);
        output.finish();
        assertEquals("PUT?uploadId=1&partNumber=3 1", requests.get(3));
        assertTrue(requests.get(4).startsWith("POST?uploadId=1 "), requests.toString());
        output.discard();
        assertEquals(5, requests.size());
    }

    @Test
    void theCallersArrayMayBeFilledAgain() throws Exception {
        byte[] source = new byte[PART];
        PositionOutput output = new S3OutputFile(store, "a").create();
        output.write(source, 0, PART);
        source[0] = 1;
        output.write(source, 0, 1);
        output.discard();
        assertEquals("DELETE?uploadId=1 0", requests.get(2));
    }

    @Test
    void aRefusedPartLeavesNothingWhenItIsDiscarded() throws Exception {
        refused = "PUT?uploadId=1&partNumber=2";
        PositionOutput output = written(PART + 1);
        IOException failure = assertThrows(IOException.class, () -> output.write(new byte[2 * PART], 0, 2 * PART));
        assertTrue(failure.getMessage().startsWith("cannot store part 2 of s3://lake/a: HTTP 403 AccessDenied"));
        assertThrows(IllegalStateException.class, output::finish);
        output.discard();
        output.discard();
        assertEquals(4, requests.size());
        assertEquals("DELETE?uploadId=1 0", requests.get(3));
    }

    @Test
    void aRefusedCompletionLeavesNothingWhenItIsDiscarded() throws Exception {
        refused = "POST?uploadId=1";
        PositionOutput output = written(PART + 1);
        assertThrows(IOException.class, output::finish);
        output.discard();
        assertEquals("DELETE?uploadId=1 0", requests.get(requests.size() - 1));
        assertFalse(requests.contains("PUT 0"));
    }

    @Test
    void partsHaveALeastSize() {
        assertThrows(IllegalArgumentException.class, () -> new S3OutputFile(store, "a", PART - 1));
    }
}
