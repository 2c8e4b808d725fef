package dev.otlp2parquet.aws.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.aws.s3.S3Options.Addressing;
import dev.otlp2parquet.platform.bucket.StoreException;
import org.junit.jupiter.api.Test;

/** Where requests go, and which settings are refused. */
class S3AddressTest {

    private static String address(S3Options options, String key) throws StoreException {
        return new S3Address(options).object(key);
    }

    @Test
    void awsHasTheBucketInTheHostUnlessItHasADot() throws Exception {
        S3Options options = S3Options.of("lake", "eu-central-1");
        assertEquals("https://lake.s3.eu-central-1.amazonaws.com/a/b", address(options, "a/b"));
        assertEquals(
                "https://s3.eu-central-1.amazonaws.com/lake/a", address(options.withAddressing(Addressing.PATH), "a"));
        assertEquals(
                "https://s3.us-east-1.amazonaws.com/lake.example.com/a",
                address(S3Options.of("lake.example.com", "us-east-1"), "a"));
        assertEquals("https://lake.s3.cn-north-1.amazonaws.com.cn/a", address(S3Options.of("lake", "cn-north-1"), "a"));
    }

    @Test
    void anEndpointHasTheBucketInThePathUnlessToldOtherwise() throws Exception {
        S3Options options = S3Options.of("lake", "us-east-1").withEndpoint("HTTP://Minio.Example:9000/");
        assertEquals("http://minio.example:9000/lake/a", address(options, "a"));
        assertEquals("http://lake.minio.example:9000/a", address(options.withAddressing(Addressing.VIRTUAL_HOST), "a"));
        S3Options r2 = S3Options.r2("0123abcd", "lake");
        assertEquals("https://0123abcd.r2.cloudflarestorage.com/lake/a", address(r2, "a"));
        assertEquals("auto", r2.region());
    }

    @Test
    void keysAreBelowThePrefixAndEncodedByBytes() throws Exception {
        S3Options options = S3Options.ofUri("s3://lake/raw/otlp/", "us-east-1");
        assertEquals("raw/otlp", options.prefix());
        assertEquals("s3://lake/raw/otlp", options.toString());
        assertEquals(
                "https://lake.s3.us-east-1.amazonaws.com/raw/otlp/a%20b/%25%C3%BC%2B%3D/%F0%9F%98%80-._~",
                address(options, "a b/%\u00fc+=/\ud83d\ude00-._~"));
        assertEquals("raw/otlp/x", new S3Address(options).key("x"));
        assertEquals("x", new S3Address(options).belowPrefix("raw/otlp/x"));
        assertEquals("", S3Options.ofUri("s3://lake", "us-east-1").prefix());
    }

    @Test
    void keysThatClientsOrServersChangeAreRefused() {
        S3Options options = S3Options.of("lake", "us-east-1");
        for (String key : new String[] {"", "/a", "a/", "a//b", "a/../b", "./a", "k".repeat(1025)}) {
            StoreException refused = assertThrows(StoreException.class, () -> address(options, key), key);
            assertFalse(refused.retryable());
            assertTrue(refused.getMessage().startsWith("key: expected"), refused.getMessage());
        }
    }

    @Test
    void wrongSettingsAreNamed() {
        S3Options options = S3Options.of("lake", "us-east-1");
        refused("bucket", () -> S3Options.of("la/ke", "us-east-1"));
        refused("region", () -> S3Options.of("lake", "eu central"));
        refused("prefix", () -> options.withPrefix("a/../b"));
        refused("endpoint", () -> options.withEndpoint("minio.example:9000"));
        refused("s3://bucket/prefix", () -> S3Options.ofUri("gs://lake", "us-east-1"));
        refused("R2 account id", () -> S3Options.r2("a.b", "lake"));
        assertFalse(refused("endpoint", () -> options.withEndpoint("https://user:secret@minio.example"))
                .contains("secret"));
    }

    private static String refused(String expected, Runnable setting) {
        String message =
                assertThrows(IllegalArgumentException.class, setting::run).getMessage();
        assertTrue(message.contains(expected), message);
        return message;
    }
}
