package dev.otlp2parquet.aws.sign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.aws.jvm.Sha256;
import dev.otlp2parquet.aws.jvm.StillClock;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.text.UrlEncoding;
import dev.otlp2parquet.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signatures of random requests, against those of AWS's own SDK. */
class SignerOracleTest {

    private static final String CHARACTERS = "abcXYZ019 -._~/%+=&?:@!$'()*,;[]{}|\\^`\"<>#\u00fc\u20ac\ud83d\ude00";
    private static final String CONTENT_HASH = "x-amz-content-sha256";

    private record Case(HttpRequest request, Credentials credentials, String service, String region, Instant time) {}

    @Test
    void signaturesAreThoseOfTheSdk() throws Exception {
        for (long seed : Seeds.of("signatures", 300)) {
            Case example = example(new Random(seed));
            SignedRequest expected = signedBySdk(example);
            Map<String, String> headers = new LinkedHashMap<>(example.request().headers());
            if (!example.service().equals(Signer.S3)) {
                // The SDK sends it to every service.
                headers.put(
                        CONTENT_HASH,
                        expected.request().firstMatchingHeader(CONTENT_HASH).orElseThrow());
            }
            Signer signer = new Signer(
                    new Sha256(),
                    new StillClock(example.time()),
                    CredentialsProvider.of(example.credentials()),
                    example.service(),
                    example.region());
            HttpRequest signed = signer.sign(new HttpRequest(
                    example.request().method(),
                    example.request().url(),
                    headers,
                    example.request().body(),
                    1,
                    1));
            assertEquals(
                    expected.request().firstMatchingHeader("Authorization").orElseThrow(),
                    signed.headers().get("authorization"),
                    () -> "seed " + seed + ": " + example);
        }
    }

    private static SignedRequest signedBySdk(Case example) {
        Credentials credentials = example.credentials();
        AwsCredentialsIdentity identity = credentials.sessionToken().isEmpty()
                ? AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey())
                : AwsSessionCredentialsIdentity.create(
                        credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
        HttpRequest request = example.request();
        SdkHttpRequest.Builder builder = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(request.method()))
                .uri(URI.create(request.url()));
        request.headers().forEach(builder::putHeader);
        return AwsV4HttpSigner.create().sign(sign -> {
            sign.identity(identity)
                    .request(builder.build())
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, example.service())
                    .putProperty(AwsV4HttpSigner.REGION_NAME, example.region())
                    .putProperty(
                            AwsV4HttpSigner.DOUBLE_URL_ENCODE,
                            !example.service().equals(Signer.S3))
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(example.time(), ZoneOffset.UTC));
            if (request.body() != null) {
                sign.payload(() -> new ByteArrayInputStream(request.body().array()));
            }
        });
    }

    private static Case example(Random random) {
        String[] services = {Signer.S3, "s3tables", "glue"};
        String[] regions = {"us-east-1", "eu-central-1", "auto"};
        String[] hosts = {
            "https://bucket.s3.eu-central-1.amazonaws.com", "http://127.0.0.1:9000", "https://a.example:443"
        };
        String[] methods = {"GET", "PUT", "POST", "HEAD", "DELETE"};
        Credentials credentials = new Credentials(
                "AKID" + random.nextInt(1000), "s/ecret+" + random.nextLong(), random.nextBoolean() ? "" : "tok/en==");
        StringBuilder url = new StringBuilder(pick(random, hosts));
        for (int i = random.nextInt(4); i >= 0; i--) {
            // No dots: clients remove segments of them.
            url.append('/').append(UrlEncoding.encode(text(random, 12)).replace(".", "%2E"));
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            url.append(url.indexOf("?") < 0 ? '?' : '&');
            String name = "p" + text(random, 3);
            url.append(UrlEncoding.encode(name));
            if (random.nextInt(4) > 0) {
                url.append('=').append(random.nextInt(3) == 0 ? "a+b%7e" : UrlEncoding.encode(text(random, 8)));
            }
        }
        Map<String, String> headers = new LinkedHashMap<>();
        String[] names = {
            "If-None-Match", "content-type", "X-Amz-Meta-A", "x-amz-meta-b", "Range", "User-Agent", "Expect"
        };
        String[] values = {"*", "  two  words ", "a,b;  c", "text/plain", "\ta\t b", ""};
        for (String name : names) {
            if (random.nextBoolean()) {
                headers.put(name, pick(random, values));
            }
        }
        byte[] body = new byte[random.nextInt(100)];
        random.nextBytes(body);
        return new Case(
                new HttpRequest(
                        pick(random, methods),
                        url.toString(),
                        headers,
                        random.nextBoolean() ? null : Binary.of(body),
                        1,
                        1),
                credentials,
                pick(random, services),
                pick(random, regions),
                Instant.ofEpochSecond(random.nextLong(4_000_000_000L)));
    }

    private static String pick(Random random, String[] from) {
        return from[random.nextInt(from.length)];
    }

    private static String text(Random random, int maxLength) {
        StringBuilder text = new StringBuilder("k");
        for (int i = random.nextInt(maxLength); i > 0; i--) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }
}
