package dev.otlp2parquet.lambda.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.aws.sign.CredentialsException;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.host.JdkHttpClient;
import dev.otlp2parquet.ingest.config.ConfigException;
import dev.otlp2parquet.lambda.HttpDouble;
import dev.otlp2parquet.platform.Clock;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The credentials of a function, from its environment or from Lambda's local address. */
class LambdaCredentialsTest {

    private static final Instant BEGIN = Instant.parse("2026-11-29T10:00:00Z");

    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger number = new AtomicInteger();
    private String body = "";
    private Instant now = BEGIN;
    private HttpDouble server;
    private final Clock clock = new Clock() {
        @Override
        public long unixNanos() {
            return now.toEpochMilli() * 1_000_000L;
        }

        @Override
        public void sleep(long millis) {
            now = now.plusMillis(millis);
        }
    };

    @BeforeEach
    void start() throws IOException {
        server = new HttpDouble(request -> new HttpDouble.Answer(
                status.get(),
                body.isEmpty()
                        ? "{\"AccessKeyId\":\"ASIA" + number.incrementAndGet()
                                + "\",\"SecretAccessKey\":\"secret\",\"Token\":\"session\",\"Expiration\":\""
                                + now.plusSeconds(3_600) + "\",\"RoleArn\":\"arn\"}"
                        : body));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private CredentialsProvider provider() throws ConfigException {
        Map<String, String> environment = Map.of(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                server.uri() + "/2018-06-01/credentials",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                "opaque token",
                "AWS_ACCESS_KEY_ID",
                "ASIAOLD",
                "AWS_SECRET_ACCESS_KEY",
                "of the snapshot");
        return LambdaCredentials.of(environment, new JdkHttpClient(), clock);
    }

    @Test
    void theEnvironmentHasThemWithoutSnapStart() throws Exception {
        CredentialsProvider provider = LambdaCredentials.of(
                Map.of("AWS_ACCESS_KEY_ID", "ASIA", "AWS_SECRET_ACCESS_KEY", "key", "AWS_SESSION_TOKEN", "token"),
                new JdkHttpClient(),
                clock);

        assertEquals(new Credentials("ASIA", "key", "token"), provider.credentials());
    }

    @Test
    void withoutCredentialsTheConfigurationIsInvalid() {
        ConfigException error = assertThrows(
                ConfigException.class,
                () -> LambdaCredentials.of(Map.of("AWS_ACCESS_KEY_ID", "ASIA"), new JdkHttpClient(), clock));

        assertTrue(error.getMessage().contains("give the function a role"), error.getMessage());
    }

    @Test
    void theAddressIsAskedWithTheToken() throws Exception {
        assertEquals(new Credentials("ASIA1", "secret", "session"), provider().credentials());
        assertEquals("/2018-06-01/credentials", server.requests().get(0).path());
        assertEquals("opaque token", server.requests().get(0).authorization());
    }

    @Test
    void credentialsAreKeptUntilSomeMinutesBeforeTheyExpire() throws Exception {
        CredentialsProvider provider = provider();
        provider.credentials();
        now = BEGIN.plusSeconds(3_600 - 301);
        assertEquals("ASIA1", provider.credentials().accessKeyId());
        now = BEGIN.plusSeconds(3_600 - 299);

        assertEquals("ASIA2", provider.credentials().accessKeyId());
        assertEquals(2, server.requests().size());
    }

    @Test
    void credentialsThatAreStillGoodAreUsedWhileTheAddressFails() throws Exception {
        CredentialsProvider provider = provider();
        provider.credentials();
        status.set(500);
        now = BEGIN.plusSeconds(3_600 - 60);
        assertEquals("ASIA1", provider.credentials().accessKeyId());
        assertEquals("ASIA1", provider.credentials().accessKeyId());
        assertEquals(4, server.requests().size(), "three attempts, and none for the next request");
        now = BEGIN.plusSeconds(3_601);

        CredentialsException error = assertThrows(CredentialsException.class, provider::credentials);
        assertTrue(error.getMessage().endsWith("status 500"), error.getMessage());
        assertTrue(error.retryable());
    }

    @Test
    void credentialsThatAServerRefusedAreReplaced() throws Exception {
        CredentialsProvider provider = provider();
        provider.credentials();
        now = BEGIN.plusSeconds(60);

        assertTrue(provider.renew());
        assertEquals("ASIA2", provider.credentials().accessKeyId());
        assertTrue(provider.renew(), "a request that was signed before has newer ones now");
        assertEquals("ASIA2", provider.credentials().accessKeyId());
        assertEquals(2, server.requests().size(), "fresh ones are not replaced again");
    }

    @Test
    void refusedCredentialsAreUsedWhileTheAddressFails() throws Exception {
        CredentialsProvider provider = provider();
        provider.credentials();
        status.set(500);
        now = BEGIN.plusSeconds(60);

        assertTrue(provider.renew());
        assertEquals("ASIA1", provider.credentials().accessKeyId());
    }

    @Test
    void aRefusalIsNotRepeated() {
        status.set(403);

        assertThrows(CredentialsException.class, () -> provider().credentials());
        assertEquals(1, server.requests().size());
    }

    @Test
    void aMalformedAnswerIsNotShown() {
        for (String malformed : new String[] {
            "{\"AccessKeyId\":\"ASIA\",\"SecretAccessKey\":[\"hidden\"]}",
            "{\"AccessKeyId\":\"ASIA\",\"SecretAccessKey\":\"hidden key\"}",
            "{\"AccessKeyId\":\"ASIA\",\"SecretAccessKey\":\"hidden\",\"Expiration\":\"soon\"}",
            "hidden"
        }) {
            body = malformed;

            CredentialsException error =
                    assertThrows(CredentialsException.class, () -> provider().credentials());

            assertFalse(error.getMessage().contains("hidden"), error.getMessage());
            assertFalse(error.retryable());
        }
    }
}
