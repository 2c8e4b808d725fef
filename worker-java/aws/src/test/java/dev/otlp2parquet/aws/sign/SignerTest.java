package dev.otlp2parquet.aws.sign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.aws.jvm.Sha256;
import dev.otlp2parquet.aws.jvm.StillClock;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signatures that AWS publishes, and what a signer learns. */
class SignerTest {

    /** Amazon S3 API Reference, "Signature Calculations for the Authorization Header: Examples". */
    private static final Credentials S3_EXAMPLE =
            Credentials.of("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

    /** AWS's test suite of Signature Version 4. */
    private static final Credentials SUITE = Credentials.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    private static HttpRequest request(String method, String url, Map<String, String> headers, String body) {
        return new HttpRequest(method, url, headers, body == null ? null : Binary.of(Utf8.encode(body)), 1_000, 1_000);
    }

    private static Signer signer(CredentialsProvider credentials, String time, String service) {
        return new Signer(new Sha256(), new StillClock(time), credentials, service, "us-east-1");
    }

    private static HttpRequest s3Example(HttpRequest request) throws CredentialsException {
        return signer(CredentialsProvider.of(S3_EXAMPLE), "2013-05-24T00:00:00Z", Signer.S3)
                .sign(request);
    }

    private static String signature(HttpRequest signed) {
        String authorization = signed.headers().get("authorization");
        return authorization.substring(authorization.indexOf("Signature=") + "Signature=".length());
    }

    @Test
    void aGetOfAPartOfAnObject() throws Exception {
        HttpRequest signed = s3Example(
                request("GET", "https://examplebucket.s3.amazonaws.com/test.txt", Map.of("Range", "bytes=0-9"), null));
        assertEquals(
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + " SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + " Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
                signed.headers().get("authorization"));
        assertEquals("20130524T000000Z", signed.headers().get("x-amz-date"));
        assertNull(signed.headers().get("host"), "the client sends it");
    }

    @Test
    void aPut() throws Exception {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Date", "Fri, 24 May 2013 00:00:00 GMT");
        headers.put("x-amz-storage-class", "REDUCED_REDUNDANCY");
        HttpRequest signed = s3Example(request(
                "PUT", "https://examplebucket.s3.amazonaws.com/test%24file.text", headers, "Welcome to Amazon S3."));
        assertEquals("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd", signature(signed));
    }

    @Test
    void aParameterWithoutAValue() throws Exception {
        HttpRequest signed =
                s3Example(request("GET", "https://examplebucket.s3.amazonaws.com/?lifecycle", Map.of(), null));
        assertEquals("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543", signature(signed));
    }

    @Test
    void aListing() throws Exception {
        HttpRequest signed =
                s3Example(request("GET", "https://examplebucket.s3.amazonaws.com?prefix=J&max-keys=2", Map.of(), null));
        assertEquals("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7", signature(signed));
    }

    @Test
    void otherServicesThanS3HaveNoHashOfTheBody() throws Exception {
        Signer signer = signer(CredentialsProvider.of(SUITE), "2015-08-30T12:36:00Z", "service");
        assertEquals(
                "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
                signature(signer.sign(request("GET", "https://example.amazonaws.com/", Map.of(), null))));
        assertEquals(
                "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
                signature(signer.sign(request("POST", "https://example.amazonaws.com:443/", Map.of(), null))));
        assertEquals(
                "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
                signature(signer.sign(
                        request("GET", "https://example.amazonaws.com/?Param2=value2&Param1=value1", Map.of(), null))));
    }

    @Test
    void credentialsAreAskedForEachRequestAndADayHasItsKey() throws Exception {
        Credentials[] current = {SUITE};
        StillClock clock = new StillClock("2015-08-30T12:36:00Z");
        Signer signer = new Signer(new Sha256(), clock, () -> current[0], "service", "us-east-1");
        HttpRequest request = request("GET", "https://example.amazonaws.com/", Map.of(), null);
        String first = signature(signer.sign(request));
        current[0] = new Credentials("AKIDOTHER", "another", "its-token");
        HttpRequest other = signer.sign(request);
        assertEquals("its-token", other.headers().get("x-amz-security-token"));
        assertTrue(other.headers().get("authorization").contains("host;x-amz-date;x-amz-security-token"));
        current[0] = SUITE;
        assertEquals(first, signature(signer.sign(request)));
        clock.sleep(24 * 3_600_000L);
        assertTrue(signer.sign(request).headers().get("authorization").contains("/20150831/us-east-1/"));
    }

    @Test
    void theTimeOfTheServerCorrectsOurs() throws Exception {
        Signer signer = signer(CredentialsProvider.of(SUITE), "2015-08-30T12:36:00Z", Signer.S3);
        HttpResponse answer =
                new HttpResponse(403, Map.of("date", "Sun, 30 Aug 2015 14:36:05 GMT"), Binary.of(new byte[0]));
        assertEquals(7_205_000, signer.learnTime(answer));
        assertEquals(0, signer.learnTime(answer));
        HttpRequest request = request("GET", "https://example.amazonaws.com/", Map.of(), null);
        assertEquals("20150830T143605Z", signer.sign(request).headers().get("x-amz-date"));
        assertEquals(0, signer.learnTime(new HttpResponse(403, Map.of("date", "now"), Binary.of(new byte[0]))));
    }

    /** Also over midnight, where the key of the day that our clock has is cached already. */
    @Test
    void afterTheTimeWasLearntASignatureIsThatOfARightClock() throws Exception {
        HttpRequest request = request("GET", "https://example.amazonaws.com/", Map.of(), null);
        for (String ours : new String[] {"2024-02-29T23:59:58Z", "2024-03-01T00:20:00Z", "2019-12-31T12:00:00Z"}) {
            Signer signer = signer(CredentialsProvider.of(SUITE), ours, "s3tables");
            signer.sign(request);
            signer.learnTime(
                    new HttpResponse(403, Map.of("date", "Fri, 01 Mar 2024 00:00:01 GMT"), Binary.of(new byte[0])));
            Signer right = signer(CredentialsProvider.of(SUITE), "2024-03-01T00:00:01Z", "s3tables");
            HttpRequest signed = signer.sign(request);
            assertEquals(right.sign(request).headers(), signed.headers(), ours);
            assertTrue(signed.headers().get("authorization").contains("/20240301/us-east-1/s3tables/"));
        }
    }

    @Test
    void secretsAreNotPrinted() {
        Credentials credentials = new Credentials("AKIDEXAMPLE", "the/secret", "the-token");
        assertEquals("credentials AKIDEXAMPLE", credentials.toString());
        assertEquals("*** and ***", credentials.redact("the/secret and the-token"));
        IllegalArgumentException copied =
                assertThrows(IllegalArgumentException.class, () -> Credentials.of("AKIDEXAMPLE", "the/secret\n"));
        assertFalse(copied.getMessage().contains("the/secret"));
        assertTrue(copied.getMessage().contains("secret access key"), copied.getMessage());
    }
}
