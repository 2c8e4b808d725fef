package dev.otlp2parquet.lambda.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.http.HttpFailure;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls and sleeps end before Lambda ends the invocation. */
class TimeLimitTest {

    private static final HttpRequest REQUEST =
            new HttpRequest("GET", "http://s3.example/", Map.of(), null, 30_000, 100);

    private final TimeLimit limit = new TimeLimit();
    private final List<Integer> timeouts = new ArrayList<>();
    private final List<Long> sleeps = new ArrayList<>();
    private final LimitedClock clock = new LimitedClock(
            new Clock() {
                @Override
                public long unixNanos() {
                    return 42;
                }

                @Override
                public void sleep(long millis) {
                    sleeps.add(millis);
                    remaining -= (int) millis;
                }
            },
            limit);
    private int remaining = 10_000;
    private int taken;
    private final LimitedHttpClient http = new LimitedHttpClient(this::send, limit);

    private HttpResponse send(HttpRequest request) {
        timeouts.add(request.timeoutMillis());
        if (taken > request.timeoutMillis()) {
            remaining -= request.timeoutMillis();
            throw new HttpFailure("no answer within " + request.timeoutMillis() + " ms");
        }
        remaining -= taken;
        return new HttpResponse(200, Map.of(), Binary.of(new byte[0]));
    }

    @Test
    void aRequestGetsTheTimeThatIsLeftButForAMargin() {
        limit.begin(() -> remaining);
        taken = 4_000;
        http.send(REQUEST);
        http.send(REQUEST.withTimeout(100_000));

        assertEquals(List.of(9_000, 5_000), timeouts);
    }

    @Test
    void aShorterTimeoutStays() {
        limit.begin(() -> remaining);
        http.send(REQUEST.withTimeout(500));

        assertEquals(List.of(500), timeouts);
    }

    @Test
    void whatDidNotEndInTimeSaysSo() {
        limit.begin(() -> remaining);
        taken = 60_000;

        HttpFailure first = assertThrows(HttpFailure.class, () -> http.send(REQUEST));
        HttpFailure second = assertThrows(HttpFailure.class, () -> http.send(REQUEST));

        assertTrue(first.getMessage().startsWith("no answer within 9000 ms; the time of the function is up"));
        assertTrue(second.getMessage().startsWith("the time of the function is up"));
        assertEquals(List.of(9_000), timeouts);
    }

    @Test
    void aSleepEndsWithTheTime() {
        limit.begin(() -> remaining);
        clock.sleep(2_000);
        clock.sleep(20_000);
        clock.sleep(20_000);

        assertEquals(List.of(2_000L, 7_000L, 0L), sleeps);
        assertEquals(42, clock.unixNanos());
    }

    /** Whoever waits for something by short sleeps would wait until Lambda kills the process. */
    @Test
    void whoeverGoesOnWaitingIsStopped() {
        limit.begin(() -> remaining);
        remaining = 499;

        assertThrows(IllegalStateException.class, () -> clock.sleep(25));
    }

    @Test
    void aShortTimeoutHasAShortMargin() {
        remaining = 2_000;
        limit.begin(() -> remaining);

        assertEquals(1_500, limit.leftMillis());
    }

    @Test
    void outsideOfInvocationsThereIsNoLimit() {
        limit.begin(() -> remaining);
        limit.end();
        remaining = 0;
        http.send(REQUEST);
        clock.sleep(1);

        assertEquals(List.of(30_000), timeouts);
        assertEquals(List.of(1L), sleeps);
    }
}
