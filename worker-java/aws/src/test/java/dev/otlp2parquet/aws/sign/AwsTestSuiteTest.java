package dev.otlp2parquet.aws.sign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.otlp2parquet.aws.jvm.Sha256;
import dev.otlp2parquet.aws.jvm.StillClock;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import dev.otlp2parquet.platform.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * AWS's test suite of Signature Version 4: the canonical request, the string to sign and the header {@code
 * Authorization}. The resources of {@code aws-sig-v4-test-suite} have its origin and license.
 */
class AwsTestSuiteTest {

    /** Keeps what is hashed: the canonical request, and the string to sign behind the key that HMAC pads. */
    private static final class ListeningDigest implements Digest {

        private static final int HMAC_KEY_BYTES = 64;

        private final Digest digest = new Sha256();
        private final List<byte[]> hashed = new ArrayList<>();

        @Override
        public byte[] sha256(byte[] data, int offset, int length) {
            hashed.add(Arrays.copyOfRange(data, offset, offset + length));
            return digest.sha256(data, offset, length);
        }

        String canonicalRequest(String method) {
            return only(0, method + "\n");
        }

        String stringToSign() {
            return only(HMAC_KEY_BYTES, "AWS4-HMAC-SHA256\n");
        }

        private String only(int offset, String start) {
            List<String> found = hashed.stream()
                    .filter(bytes -> bytes.length >= offset)
                    .map(bytes -> new String(bytes, offset, bytes.length - offset, StandardCharsets.UTF_8))
                    .filter(text -> text.startsWith(start))
                    .toList();
            assertEquals(1, found.size(), () -> "hashed texts that start with " + start);
            return found.get(0);
        }
    }

    private static List<JsonObject> suite() throws IOException {
        return resource("vectors.jsonl")
                .lines()
                .map(line -> JsonValue.parseObject(Utf8.encode(line)))
                .toList();
    }

    /** Returns the names of the vectors that are not ours to pass. Their values are the reasons. */
    private static Set<String> notOurs() throws IOException {
        return new TreeSet<>(
                JsonValue.parseObject(Utf8.encode(resource("not-ours.json"))).names());
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = AwsTestSuiteTest.class.getResourceAsStream("/aws-sig-v4-test-suite/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Stream<JsonObject> ours() throws IOException {
        Set<String> notOurs = notOurs();
        return suite().stream().filter(vector -> !notOurs.contains(vector.string("name")));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void aVectorIsSignedAsAwsSays(JsonObject vector) throws Exception {
        ListeningDigest digest = new ListeningDigest();
        HttpRequest signed = sign(vector, digest);
        assertEquals(vector.string("creq"), digest.canonicalRequest(signed.method()));
        assertEquals(vector.string("sts"), digest.stringToSign());
        assertEquals(vector.string("authz"), signed.headers().get("authorization"));
    }

    @Test
    void theVectorsThatAreNotOursAreInTheSuiteAndDiffer() throws Exception {
        Set<String> left = notOurs();
        for (JsonObject vector : suite()) {
            String name = vector.string("name");
            if (left.remove(name)) {
                String ours = sign(vector, new Sha256()).headers().get("authorization");
                assertNotEquals(vector.string("authz"), ours, () -> name + " fits by now: not-ours.json");
            }
        }
        assertEquals(Set.of(), left, "not in the suite: not-ours.json");
        assertEquals(34, suite().size());
    }

    private static HttpRequest sign(JsonObject vector, Digest digest) throws CredentialsException {
        String token = headers(vector.string("sreq")).getOrDefault("X-Amz-Security-Token", "");
        Credentials credentials = new Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token);
        Signer signer = new Signer(
                digest,
                new StillClock("2015-08-30T12:36:00Z"),
                CredentialsProvider.of(credentials),
                "service",
                "us-east-1");
        return signer.sign(request(vector.string("req")));
    }

    private static HttpRequest request(String text) {
        String line = text.substring(0, text.indexOf('\n'));
        Map<String, String> headers = headers(text);
        String target = line.substring(line.indexOf(' ') + 1, line.lastIndexOf(" HTTP/1.1"));
        int headEnd = text.indexOf("\n\n");
        return new HttpRequest(
                line.substring(0, line.indexOf(' ')),
                "https://" + headers.get("Host") + target,
                headers,
                headEnd < 0 ? null : Binary.of(Utf8.encode(text.substring(headEnd + 2))),
                1,
                1);
    }

    /**
     * Reads a header as clients keep it: lines that continue a value are joined by spaces (RFC 9112, section 5.2), values of
     * the same name by commas (RFC 9110, section 5.3).
     */
    private static Map<String, String> headers(String text) {
        int headEnd = text.indexOf("\n\n");
        String head = headEnd < 0 ? text : text.substring(0, headEnd);
        Map<String, String> headers = new LinkedHashMap<>();
        head.replace("\n ", " ").lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            headers.merge(line.substring(0, colon), line.substring(colon + 1), (first, next) -> first + "," + next);
        });
        return headers;
    }
}
