package dev.otlp2parquet.aws.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.aws.jvm.ScriptedServer.Seen;
import dev.otlp2parquet.aws.sign.CredentialsException;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.platform.bucket.ObjectStore.PutOutcome;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a store makes of the answers of a server. */
class S3ObjectStoreTest {

    private static final byte[] DATA = Utf8.encode("0123456789");

    private final Scripted s3 = new Scripted();
    private final S3ObjectStore store = s3.store();

    @AfterEach
    void stop() {
        s3.close();
    }

    private PutOutcome put() throws StoreException {
        return store.putIfAbsent("logs/a b.parquet", DATA, 2, 5);
    }

    private StoreException refusedPut() {
        return assertThrows(StoreException.class, this::put);
    }

    private static void assertMessage(StoreException failure, String... parts) {
        for (String part : parts) {
            assertTrue(failure.getMessage().contains(part), () -> "no \"" + part + "\" in: " + failure.getMessage());
        }
        assertFalse(failure.getMessage().contains("the/secret+key"), failure.getMessage());
        assertFalse(failure.getMessage().contains("the-session-token"), failure.getMessage());
    }

    @Test
    void aPutIsConditionalAndSigned() throws Exception {
        s3.server.then(200, "");
        assertEquals(PutOutcome.CREATED, put());
        Seen request = s3.server.seen().get(0);
        assertEquals("PUT /lake/raw/logs/a%20b.parquet", request.method() + " " + request.uri());
        assertEquals("23456", request.body());
        assertEquals("*", request.header("if-none-match"));
        assertEquals("the-session-token", request.header("x-amz-security-token"));
        assertEquals("20130524T000000Z", request.header("x-amz-date"));
        assertEquals(64, request.header("x-amz-content-sha256").length());
        assertTrue(request.header("authorization")
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20130524/eu-central-1/s3/aws4_request,"
                        + " SignedHeaders=host;if-none-match;x-amz-content-sha256;x-amz-date;x-amz-security-token,"));
    }

    @Test
    void anObjectThatExistsStays() throws Exception {
        s3.server.thenError(412, "PreconditionFailed", "At least one of the pre-conditions did not hold");
        assertEquals(PutOutcome.EXISTED, put());
    }

    @Test
    void aPutIsRepeatedWhileThatMayHelp() throws Exception {
        s3.server
                .thenError(409, "ConditionalRequestConflict", "A conflicting operation occurred")
                .thenError(503, "SlowDown", "Please reduce your request rate.")
                .then(500, "")
                .then(200, "");
        assertEquals(PutOutcome.CREATED, put());
        List<Long> waits = s3.clock.sleeps();
        assertEquals(3, waits.size());
        for (int i = 0; i < 3; i++) {
            assertTrue(waits.get(i) >= 50L << i && waits.get(i) <= 100L << i, waits.toString());
        }
        assertEquals(4, s3.server.seen().size());
        s3.server.seen().forEach(request -> assertEquals("23456", request.body()));
    }

    @Test
    void thePutWhoseAnswerWasLostFindsItsObject() throws Exception {
        s3.server.thenNoAnswer().thenError(412, "PreconditionFailed", "");
        assertEquals(PutOutcome.EXISTED, put());
    }

    @Test
    void aServerThatStaysAwayIsForLater() {
        s3.server.thenNoAnswer().then(429, "").thenNoAnswer().thenError(503, "ServiceUnavailable", "Come\nlater");
        StoreException failure = refusedPut();
        assertTrue(failure.retryable());
        assertMessage(failure, "cannot store s3://lake/raw/logs/a b.parquet: HTTP 503 ServiceUnavailable: Come later");
        assertEquals(4, s3.server.seen().size());
    }

    @Test
    void theRightRegionIsNamed() {
        s3.server.thenError(
                301,
                Map.of("x-amz-bucket-region", "us-west-2"),
                "PermanentRedirect",
                "The bucket you are attempting to access must be addressed using the specified endpoint.");
        StoreException moved = refusedPut();
        assertFalse(moved.retryable());
        assertMessage(moved, "HTTP 301 PermanentRedirect", "region us-west-2", "configured region is eu-central-1");
        s3.server.then(
                400,
                "<Error><Code>AuthorizationHeaderMalformed</Code><Message>the region 'eu-central-1' is wrong</Message>"
                        + "<Region>us-west-2</Region></Error>");
        assertMessage(refusedPut(), "HTTP 400 AuthorizationHeaderMalformed", "the bucket is in the region us-west-2");
        s3.server.then(400, Map.of("x-amz-bucket-region", "eu central\t"), "");
        assertFalse(refusedPut().getMessage().contains("eu central"));
    }

    @Test
    void refusalsAreExplained() {
        s3.server.thenError(404, "NoSuchBucket", "The specified bucket does not exist");
        assertMessage(refusedPut(), "HTTP 404 NoSuchBucket: The specified", "there is no bucket lake at http://");
        s3.server.then(
                403,
                "<Error><Code>SignatureDoesNotMatch</Code><Message>The signature does not match.</Message>"
                        + "<AWSAccessKeyId>AKIDEXAMPLE</AWSAccessKeyId><CanonicalRequest>PUT\n"
                        + "x-amz-security-token:the-session-token</CanonicalRequest></Error>");
        assertMessage(refusedPut(), "SignatureDoesNotMatch", "the secret access key does not belong to");
        s3.server.thenError(403, "AccessDenied", "for the-session-token");
        assertMessage(refusedPut(), "for ***", "not allowed");
        s3.server.then(404, "<html><body>nginx " + "x".repeat(10_000) + "</body></html>");
        StoreException html = refusedPut();
        assertMessage(html, "HTTP 404", "the address of an S3 API?");
        assertTrue(html.getMessage().length() < 600);
        assertFalse(html.retryable());
        assertEquals(4, s3.server.seen().size(), "none is repeated");
    }

    @Test
    void theTimeOfTheServerIsTaken() throws Exception {
        s3.server
                .thenError(403, "RequestTimeTooSkewed", "The difference is too large.")
                .then(200, "")
                .then(200, "");
        assertEquals(PutOutcome.CREATED, put());
        put();
        assertEquals(List.of(), s3.clock.sleeps());
        List<String> times = s3.server.seen().stream()
                .map(request -> request.header("x-amz-date"))
                .toList();
        assertEquals("20130524T000000Z", times.get(0));
        assertTrue(times.get(1).compareTo("2026") > 0, times.toString());
        assertEquals(times.get(1), times.get(2), "the correction stays");
    }

    @Test
    void aServerThatFindsItsOwnTimeWrongIsNotAskedForEver() {
        s3.server.thenError(403, "RequestTimeTooSkewed", "").thenError(403, "RequestTimeTooSkewed", "");
        StoreException failure = refusedPut();
        assertFalse(failure.retryable());
        assertMessage(failure, "RequestTimeTooSkewed", "set the clock");
        assertEquals(2, s3.server.seen().size());
    }

    @Test
    void withoutCredentialsNothingIsSent() {
        CredentialsProvider none = () -> {
            throw new CredentialsException("no credentials in the environment", false);
        };
        StoreException failure = assertThrows(
                StoreException.class, () -> s3.store(s3.options(), none).get("a"));
        assertFalse(failure.retryable());
        assertEquals("cannot read s3://lake/raw/a: no credentials in the environment", failure.getMessage());
        assertEquals(List.of(), s3.server.seen());
    }

    @Test
    void aReadTellsAMissingObjectFromAMissingBucket() throws Exception {
        s3.server
                .then(200, "content")
                .thenError(404, "NoSuchKey", "The specified key does not exist.")
                .thenError(404, "NoSuchBucket", "The specified bucket does not exist");
        assertArrayEquals(Utf8.encode("content"), store.get("a"));
        assertNull(store.get("a"));
        assertThrows(StoreException.class, () -> store.get("a"));
    }

    @Test
    void anObjectThatIsTooLargeIsNotRead() {
        s3.server.then(200, "0123456789a");
        S3ObjectStore small = s3.store(s3.options().withLimits(1_000, 10), CredentialsProvider.of(Scripted.KEYS));
        StoreException failure = assertThrows(StoreException.class, () -> small.get("a"));
        assertMessage(failure, "larger than 10 bytes");
    }

    @Test
    void existenceIsAskedByHead() throws Exception {
        s3.server.then(200, "").then(404, "").then(403, "").then(403, "");
        assertTrue(store.exists("a"));
        assertFalse(store.exists("a"));
        // Twice: the answer to a HEAD has no code, so the time may have been wrong.
        StoreException failure = assertThrows(StoreException.class, () -> store.exists("a"));
        assertMessage(failure, "cannot look for s3://lake/raw/a: HTTP 403", "credentials");
        assertEquals("HEAD", s3.server.seen().get(0).method());
    }

    @Test
    void aDeleteOfNothingIsDone() throws Exception {
        s3.server.then(204, "").thenError(404, "NoSuchKey", "");
        store.delete("a");
        store.delete("a");
    }

    @Test
    void aListingHasPages() throws Exception {
        s3.server
                .then(
                        200,
                        "<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>"
                                + "<NextContinuationToken>a+/=</NextContinuationToken>"
                                + "<Contents><Key>raw/a+b%2B%C3%BC</Key><Size>3000000000</Size></Contents></ListBucketResult>")
                .then(
                        200,
                        "<ListBucketResult><IsTruncated>false</IsTruncated>"
                                + "<Contents><Key>raw/c+&amp;</Key><Size>0</Size></Contents></ListBucketResult>");
        assertEquals(
                List.of(new StoredObject("a b+\u00fc", 3_000_000_000L), new StoredObject("c+&", 0)), store.list("x y"));
        assertEquals(
                "/lake/?encoding-type=url&list-type=2&prefix=raw%2Fx%20y",
                s3.server.seen().get(0).uri());
        assertEquals(
                "/lake/?encoding-type=url&list-type=2&prefix=raw%2Fx%20y&continuation-token=a%2B%2F%3D",
                s3.server.seen().get(1).uri());
        s3.server.then(200, "<html></html>");
        assertMessage(assertThrows(StoreException.class, () -> store.list("")), "the answer is no listing");
    }
}
