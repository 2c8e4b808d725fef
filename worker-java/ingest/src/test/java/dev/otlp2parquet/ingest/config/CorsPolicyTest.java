package dev.otlp2parquet.ingest.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsPolicyTest {

    @Test
    void nothingIsAllowedByDefault() throws ConfigException {
        CorsPolicy policy = policy("");

        assertFalse(policy.enabled());
        assertNull(policy.allowedOrigin("https://example.com"));
    }

    @Test
    void listedOriginsAreAllowedAndNoOthers() throws ConfigException {
        CorsPolicy policy = policy("https://app.example.com, http://localhost:3000,http://[::1]:8080");

        assertEquals("https://app.example.com", policy.allowedOrigin("https://app.example.com"));
        assertEquals("http://localhost:3000", policy.allowedOrigin("http://localhost:3000"));
        assertEquals("http://[::1]:8080", policy.allowedOrigin("http://[::1]:8080"));
        assertNull(policy.allowedOrigin("http://app.example.com"));
        assertNull(policy.allowedOrigin("https://app.example.com:8443"));
        assertNull(policy.allowedOrigin("https://app.example.com.evil.org"));
        assertNull(policy.allowedOrigin("null"));
        assertNull(policy.allowedOrigin(null));
    }

    @Test
    void aStarForTheFirstLabelAllowsAllBelowADomain() throws ConfigException {
        CorsPolicy policy = policy("https://*.example.com");

        assertEquals("https://a.example.com", policy.allowedOrigin("https://a.example.com"));
        assertEquals("https://b.a.example.com", policy.allowedOrigin("https://b.a.example.com"));
        assertNull(policy.allowedOrigin("https://example.com"));
        assertNull(policy.allowedOrigin("https://.example.com"));
        assertNull(policy.allowedOrigin("https://evilexample.com"));
        assertNull(policy.allowedOrigin("http://a.example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil-example.com",
                "https://evil.com/.example.com",
                "https://evil.com?.example.com",
                "https://evil.com#.example.com",
                "https://evil.com\\\\.example.com",
                "https://evil.com:443.example.com",
                "https://user@a.example.com",
                "https://user:evil@a.example.com",
                "https://..example.com",
                "https://a..example.com",
                "https://.a.example.com",
                "https://a b.example.com",
                "https://[::1].example.com",
                "https://a%2eb.example.com",
                "https://a.example.com:8443",
                "https://a.example.com.",
                "https://a.example.com.evil.com"
            })
    void aStarStandsForWholeLabelsOnly(String origin) throws ConfigException {
        assertNull(policy("https://*.example.com").allowedOrigin(origin));
    }

    @Test
    void thePortBelongsToTheOriginBelowADomainToo() throws ConfigException {
        CorsPolicy policy = policy("https://*.example.com:8443");

        assertEquals("https://a_1.b-2.example.com:8443", policy.allowedOrigin("https://a_1.b-2.example.com:8443"));
        assertNull(policy.allowedOrigin("https://a.example.com"));
        assertNull(policy.allowedOrigin("https://a.example.com:18443"));
        assertNull(policy.allowedOrigin("https://a.example.com:1.example.com:8443"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://*.",
                "https://*..example.com",
                "https://*.example..com",
                "https://*.0.0.1",
                "https://*.[::1]",
                "https://*.:443",
                "https://*example.com",
                "https://a.*.example.com"
            })
    void aStarThatStandsForNoLabelsOfAHostIsRefused(String origin) {
        assertThrows(ConfigException.class, () -> policy(origin));
    }

    @Test
    void aStarAllowsEveryOrigin() throws ConfigException {
        assertEquals("*", policy("*").allowedOrigin("https://anything.example"));
        assertNull(policy("*").allowedOrigin(null));
    }

    private static CorsPolicy policy(String origins) throws ConfigException {
        return Config.from(new Settings(
                        Map.of("OTLP2PARQUET_AUTH_TOKEN", "t", "OTLP2PARQUET_CORS_ALLOWED_ORIGINS", origins)))
                .cors();
    }
}
