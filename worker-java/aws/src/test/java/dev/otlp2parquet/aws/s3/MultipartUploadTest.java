package dev.otlp2parquet.aws.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.platform.bucket.ObjectStore.PutOutcome;
import dev.otlp2parquet.platform.bucket.StoreException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an upload makes of the answers of a server. */
class MultipartUploadTest {

    private static final String DONE =
            "<CompleteMultipartUploadResult><ETag>\"x-2\"</ETag></CompleteMultipartUploadResult>";

    private final Scripted s3 = new Scripted();
    private MultipartUpload upload;

    @BeforeEach
    void begin() throws Exception {
        s3.server
                .then(200, "<InitiateMultipartUploadResult><UploadId>id+1</UploadId></InitiateMultipartUploadResult>")
                .then(200, Map.of("ETag", "\"<a>\""), "");
        upload = s3.store().beginUpload("a");
        upload.part(new byte[] {'-', 'x', '-'}, 1, 1);
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    private List<String> requests() {
        return s3.server.seen().stream()
                .map(seen -> seen.method() + " " + seen.uri())
                .toList();
    }

    @Test
    void partsBecomeAnObjectIfThereIsNone() throws Exception {
        s3.server.then(200, "\n \n" + DONE);
        assertEquals(PutOutcome.CREATED, upload.complete());
        assertEquals(
                List.of(
                        "POST /lake/raw/a?uploads=",
                        "PUT /lake/raw/a?uploadId=id%2B1&partNumber=1",
                        "POST /lake/raw/a?uploadId=id%2B1"),
                requests());
        assertEquals("x", s3.server.seen().get(1).body());
        assertEquals("*", s3.server.seen().get(2).header("if-none-match"));
        assertEquals(
                "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Part><PartNumber>1</PartNumber>"
                        + "<ETag>\"&lt;a&gt;\"</ETag></Part></CompleteMultipartUpload>",
                s3.server.seen().get(2).body());
        upload.abort();
        assertEquals(3, s3.server.seen().size(), "a complete upload is not aborted");
    }

    @Test
    void anAnswer200WithAnErrorIsAnError() throws Exception {
        s3.server
                .thenError(200, "InternalError", "We encountered an internal error.")
                .then(200, "   ")
                .then(200, DONE);
        assertEquals(PutOutcome.CREATED, upload.complete());
        assertEquals(2, s3.clock.sleeps().size());
    }

    @Test
    void anAnswer200WithARefusalIsARefusal() throws Exception {
        s3.server.thenError(200, "InvalidPart", "One or more of the parts could not be found.");
        StoreException failure = assertThrows(StoreException.class, upload::complete);
        assertFalse(failure.retryable());
        assertTrue(failure.getMessage().contains("InvalidPart"), failure.getMessage());
        s3.server.then(204, "");
        upload.abort();
        assertEquals("DELETE /lake/raw/a?uploadId=id%2B1", requests().get(3));
    }

    @Test
    void anotherObjectStaysAndThePartsGo() throws Exception {
        s3.server.thenError(412, "PreconditionFailed", "").then(204, "");
        assertEquals(PutOutcome.EXISTED, upload.complete());
        assertEquals("DELETE /lake/raw/a?uploadId=id%2B1", requests().get(3));
    }

    @Test
    void aCompletionWhoseAnswerWasLostFindsItsObject() throws Exception {
        s3.server.thenNoAnswer().thenError(404, "NoSuchUpload", "").then(200, "");
        assertEquals(PutOutcome.EXISTED, upload.complete());
        assertEquals("HEAD /lake/raw/a", requests().get(4));
    }

    @Test
    void anUploadThatIsGoneWithoutAnObjectIsForLater() {
        s3.server.thenError(404, "NoSuchUpload", "The upload does not exist").then(404, "");
        StoreException failure = assertThrows(StoreException.class, upload::complete);
        assertTrue(failure.retryable());
        assertTrue(failure.getMessage().contains("NoSuchUpload"), failure.getMessage());
    }

    @Test
    void onlyTheLastPartIsSmall() {
        assertThrows(IllegalStateException.class, () -> upload.part(new byte[1], 0, 1));
    }

    @Test
    void anAbortIsSentOnce() throws Exception {
        s3.server.thenError(404, "NoSuchUpload", "");
        upload.abort();
        upload.abort();
        assertEquals(3, s3.server.seen().size());
        assertThrows(IllegalStateException.class, upload::complete);
    }
}
