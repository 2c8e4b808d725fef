package dev.otlp2parquet.ingest.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {

    @Test
    void anyOfSeveralTokensIsAccepted() throws ConfigException {
        Credentials credentials = credentials("AUTH_TOKEN", " old-token , new-token\n");

        assertTrue(credentials.accept("Bearer old-token"));
        assertTrue(credentials.accept("Bearer new-token"));
        assertTrue(credentials.accept("bearer   new-token "));
        assertEquals("Bearer realm=\"otlp2parquet\"", credentials.challenge());
    }

    @Test
    void everythingElseThanATokenIsRefused() throws ConfigException {
        Credentials credentials = credentials("AUTH_TOKEN", "old-token,new-token");

        for (String header : new String[] {
            null,
            "",
            "Bearer",
            "Bearer ",
            "Bearer old-toke",
            "Bearer old-tokens",
            "Bearer old-tokenold-token",
            "Bearer old-token,new-token",
            "Bearer OLD-TOKEN",
            "old-token",
            "Basic old-token",
            "Token old-token",
            basic("old-token", "")
        }) {
            assertFalse(credentials.accept(header), header);
        }
    }

    @Test
    void thePairOfBasicCredentialsIsAcceptedWithAndWithoutPadding() throws ConfigException {
        Credentials credentials = credentials("BASIC_AUTH_USERNAME", "zoë", "BASIC_AUTH_PASSWORD", "a:b c");

        assertTrue(credentials.accept(basic("zoë", "a:b c")));
        assertTrue(credentials.accept(basic("zoë", "a:b c").replace("=", "")));
        assertFalse(credentials.accept(basic("zoë", "a:b")));
        assertFalse(credentials.accept(basic("zoe", "a:b c")));
        assertFalse(credentials.accept("Basic"));
        assertFalse(credentials.accept("Basic %%%"));
        assertFalse(credentials.accept("Bearer " + basic("zoë", "a:b c").substring("Basic ".length())));
        assertEquals("Basic realm=\"otlp2parquet\", charset=\"UTF-8\"", credentials.challenge());
    }

    @Test
    void tokensAndBasicCredentialsMayBothBeInForce() throws ConfigException {
        Credentials credentials =
                credentials("AUTH_TOKEN", "t", "BASIC_AUTH_USERNAME", "u", "BASIC_AUTH_PASSWORD", "p");

        assertTrue(credentials.accept("Bearer t"));
        assertTrue(credentials.accept(basic("u", "p")));
        assertFalse(credentials.accept(null));
        assertEquals(
                "Bearer realm=\"otlp2parquet\", Basic realm=\"otlp2parquet\", charset=\"UTF-8\"",
                credentials.challenge());
    }

    @Test
    void anonymousAcceptsEverybody() throws ConfigException {
        Credentials credentials = credentials("ALLOW_ANONYMOUS", "true");

        assertTrue(credentials.accept(null));
        assertTrue(credentials.accept("Bearer whatever"));
    }

    private static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static Credentials credentials(String... namesAndValues) throws ConfigException {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put("OTLP2PARQUET_" + namesAndValues[i], namesAndValues[i + 1]);
        }
        return Config.from(new Settings(variables)).credentials();
    }
}
