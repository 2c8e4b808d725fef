package dev.otlp2parquet.lambda.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Headers and bodies of events. */
class EventReaderTest {

    private static HttpEvent read(String event) {
        return EventReader.read(event.getBytes(StandardCharsets.UTF_8), "invocation");
    }

    @Test
    void allValuesOfAHeaderCome() {
        HttpEvent event = read("{\"httpMethod\":\"POST\",\"path\":\"/v1/logs\",\"headers\":{\"X-Key\":\"b\"},"
                + "\"multiValueHeaders\":{\"X-Key\":[\"a\",\"b\"],\"Empty\":null}}");

        assertEquals("a, b", event.head().header("x-key"));
        assertNull(event.head().header("empty"));
    }

    @Test
    void headersWithoutMultipleValuesAreEnough() {
        HttpEvent event = read("{\"httpMethod\":\"GET\",\"path\":\"/health\",\"headers\":{\"X-Key\":\"b\"},"
                + "\"multiValueHeaders\":null}");

        assertEquals("b", event.head().header("x-key"));
        assertEquals("GET", event.head().method());
        assertEquals("invocation", event.head().requestId());
        assertFalse(event.hasBody());
    }

    @Test
    void cookiesAreAHeader() {
        HttpEvent event = read("{\"version\":\"2.0\",\"rawPath\":\"/health\",\"cookies\":[\"a=1\",\"b=2\"],"
                + "\"headers\":{\"x-key\":\"a,b\"},\"requestContext\":{\"http\":{\"method\":\"GET\"}}}");

        assertEquals("a=1; b=2", event.head().header("cookie"));
        assertEquals("a,b", event.head().header("x-key"));
    }

    @Test
    void escapesOfJsonInABodyAreUndone() {
        HttpEvent event = read("{\"version\":\"2.0\",\"rawPath\":\"/v1/logs\",\"headers\":{},\"isBase64Encoded\":true,"
                + "\"body\":\"\\u002b\\/8=\",\"requestContext\":{\"http\":{\"method\":\"POST\"}}}");

        assertEquals(2, event.body().length);
        assertEquals((byte) 0xfb, event.body()[0]);
    }
}
