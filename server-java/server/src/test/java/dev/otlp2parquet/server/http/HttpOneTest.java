package dev.otlp2parquet.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.server.http.RawClient.Answer;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/1.1 over sockets, byte by byte. */
class HttpOneTest {

    private static final String JSON =
            "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":\"a\"}}]}]}]}";

    @TempDir
    private Path directory;

    private static String post(String path, String headers, String body) {
        return "POST " + path + " HTTP/1.1\nHost: h\n" + headers + "\n" + body;
    }

    private static String accepted(String more) {
        return "Authorization: Bearer token\nContent-Type: application/json\n" + more;
    }

    @Test
    void aRequestIsStoredAndTheConnectionStaysOpen() throws Exception {
        GatewayService gateway = new GatewayService(directory);
        try (TestServer server = TestServer.of(gateway);
                RawClient client = server.connect()) {
            for (int i = 0; i < 2; i++) {
                client.send(post("/v1/logs?a=b", accepted("Content-Length: " + JSON.length() + "\n"), JSON));
                Answer answer = client.answer();
                assertEquals(200, answer.status(), answer.body());
                assertEquals("{}", answer.body());
                assertTrue(answer.has("content-type: application/json"), answer.head());
            }
            assertFalse(gateway.stored().isEmpty());
        }
    }

    @Test
    void pipelinedAndChunkedRequestsAreAnsweredInTheirOrder() throws Exception {
        try (TestServer server = TestServer.of(Scripted::echo);
                RawClient client = server.connect()) {
            client.send(post("/one", "Transfer-Encoding: chunked\n", "3\nabc\n2\nde\n0\n\n")
                    + post("/two", "Content-Length: 2\n", "xy")
                    + "GET /three HTTP/1.1\nHost: h\n\n");
            assertEquals("POST /one abcde", client.answer().body());
            assertEquals("POST /two xy", client.answer().body());
            assertEquals("GET /three ", client.answer().body());
        }
    }

    @Test
    void aPipelinedRequestSurvivesTheSearchForHangUps() throws Exception {
        Scripted.Held held = new Scripted.Held();
        try (TestServer server = TestServer.of(held);
                RawClient client = server.connect()) {
            client.send(post("/one", "Content-Length: 2\n", "ab"));
            Scripted.await(held.taken);
            client.send(post("/two", "Content-Length: 5000\n", "x".repeat(5000)));
            Thread.sleep(700);
            held.released.countDown();
            assertEquals("POST /one ab", client.answer().body());
            assertEquals("POST /two " + "x".repeat(5000), client.answer().body());
            assertEquals(1, held.unanswered.getCount());
        }
    }

    @Test
    void pathsKeepTheirEncodingAndLoseTheirDots() throws Exception {
        try (TestServer server = TestServer.of(Scripted::echo);
                RawClient client = server.connect()) {
            for (String[] each : new String[][] {
                {"/v1/%6Cogs?x=/y", "/v1/%6Cogs"},
                {"//v1//logs/", "//v1//logs/"},
                {"/a/../v1/./logs", "/v1/logs"},
                {"/v1/%2e%2E/logs/.", "/logs/"},
                {"http://h/v1/logs", "/v1/logs"},
            }) {
                client.send("GET " + each[0] + " HTTP/1.1\nHost: h\n\n");
                assertEquals("GET " + each[1] + " ", client.answer().body());
            }
        }
    }

    @Test
    void aPathAboveTheRootIsRefused() throws Exception {
        try (TestServer server = TestServer.of(Scripted::echo);
                RawClient client = server.connect()) {
            client.send("GET /../v1/logs HTTP/1.1\nHost: h\n\n");
            assertEquals(400, client.answer().status());
        }
    }

    @Test
    void aHeadThatIsRefusedIsAnsweredBeforeTheBodyIsAskedFor() throws Exception {
        try (TestServer server = TestServer.of(new GatewayService(directory))) {
            String expect = "Expect: 100-continue\n";
            for (String[] each : new String[][] {
                {"Content-Type: application/json\nContent-Length: 10\n", "401"},
                {"Authorization: Bearer token\nContent-Type: text/html\nContent-Length: 10\n", "415"},
                {accepted("Content-Length: 999999999\n"), "413"},
            }) {
                try (RawClient client = server.connect()) {
                    client.send(post("/v1/logs", each[0] + expect, ""));
                    Answer answer = client.answer();
                    assertEquals(each[1], Integer.toString(answer.status()));
                    assertTrue(answer.has("connection: close"), answer.head());
                    assertTrue(client.ends());
                }
            }
            try (RawClient client = server.connect()) {
                client.send(post("/v1/logs", accepted("Content-Length: " + JSON.length() + "\n" + expect), ""));
                assertEquals("HTTP/1.1 100 Continue\r\n\r\n", client.head());
                client.send(JSON);
                assertEquals(200, client.answer().status());
            }
        }
    }

    @Test
    void aRefusedBodyIsReadSoThatTheConnectionCanGoOn() throws Exception {
        try (TestServer server = TestServer.of(new GatewayService(directory));
                RawClient client = server.connect()) {
            byte[] body = new byte[3 << 20];
            client.send(post("/v1/logs", "Content-Type: application/json\nContent-Length: " + body.length + "\n", ""));
            assertEquals(401, client.answer().status(), "before the body is there");
            client.send(body);
            client.send(post("/v1/logs", accepted("Content-Length: " + JSON.length() + "\n"), JSON));
            assertEquals(200, client.answer().status());
        }
    }

    @Test
    void aRefusedBodyIsNotReadWithoutEnd() throws Exception {
        HttpLimits limits = HttpLimits.DEFAULT.withBodyTimes(Duration.ofMillis(300), Duration.ofSeconds(1));
        try (TestServer server = TestServer.of(new GatewayService(directory), limits);
                RawClient client = server.connect()) {
            client.send(post("/v1/logs", "Content-Length: 1000000\n", "the beginning"));
            assertEquals(401, client.answer().status());
            assertTrue(client.ends());
        }
    }

    @Test
    void aBodyThatStopsOrTricklesIsGivenUp() throws Exception {
        HttpLimits limits = HttpLimits.DEFAULT.withBodyTimes(Duration.ofMillis(400), Duration.ofMillis(1200));
        try (TestServer server = TestServer.of(new GatewayService(directory), limits)) {
            try (RawClient client = server.connect()) {
                client.send(post("/v1/logs", accepted("Content-Length: 1000000\n"), "   "));
                Answer answer = client.answer();
                assertEquals(503, answer.status());
                assertTrue(answer.has("retry-after: 5"), answer.head());
                assertTrue(answer.body().contains("arrives too slowly (3 bytes within "), answer.body());
                assertTrue(client.ends());
            }
            try (RawClient client = server.connect()) {
                client.send(post("/v1/logs", accepted("Content-Length: 1000000\n"), ""));
                client.socket().setSoTimeout(100);
                Answer answer = null;
                for (int i = 0; answer == null && i < 100; i++) {
                    client.send(" ");
                    try {
                        answer = client.answer();
                    } catch (SocketTimeoutException e) {
                        // Not yet.
                    }
                }
                assertEquals(503, answer.status());
            }
        }
    }

    @Test
    void aClientThatHangsUpIsReportedWhileTheWorkGoesOn() throws Exception {
        Scripted.Held held = new Scripted.Held();
        try (TestServer server = TestServer.of(held)) {
            try (RawClient client = server.connect()) {
                client.send(post("/v1/logs", "Content-Length: 2\n", "ab"));
                Scripted.await(held.taken);
            }
            Scripted.await(held.unanswered);
            held.released.countDown();
        }
    }

    @Test
    void aClientThatDoesNotTakeItsWholeAnswerIsReported() throws Exception {
        CountDownLatch unanswered = new CountDownLatch(1);
        try (TestServer server = TestServer.of(exchange -> {
            exchange.whenUnanswered(unanswered::countDown);
            return new HttpAnswer(200, List.of(), new byte[50 << 20]);
        })) {
            try (RawClient client = server.connect()) {
                client.send("GET /v1/logs HTTP/1.1\nHost: h\n\n");
                client.head();
                client.socket().setSoLinger(true, 0);
            }
            Scripted.await(unanswered);
        }
    }

    @Test
    void aClientThatClosesItsSendingSideIsReportedAndGetsNoAnswer() throws Exception {
        Scripted.Held held = new Scripted.Held();
        try (TestServer server = TestServer.of(held);
                RawClient client = server.connect()) {
            client.send(post("/v1/logs", "Content-Length: 2\n", "ab"));
            Scripted.await(held.taken);
            client.socket().shutdownOutput();
            Scripted.await(held.unanswered);
            held.released.countDown();
            assertTrue(client.ends());
        }
    }

    @Test
    void aClientThatIsAnsweredIsNotReported() throws Exception {
        Scripted.Held held = new Scripted.Held();
        held.released.countDown();
        try (TestServer server = TestServer.of(held)) {
            try (RawClient client = server.connect()) {
                client.send(post("/v1/logs", "Content-Length: 2\n", "ab"));
                assertEquals(200, client.answer().status());
            }
            Thread.sleep(500);
        }
        assertEquals(1, held.unanswered.getCount());
    }

    @Test
    void aBodyThatEndsEarlyFailsTheRead() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        CountDownLatch failed = new CountDownLatch(1);
        try (TestServer server = TestServer.of(exchange -> {
            try {
                return Scripted.echo(exchange);
            } catch (UncheckedIOException e) {
                seen.add(e.getCause().getMessage());
                failed.countDown();
                return Scripted.text("late");
            }
        })) {
            try (RawClient client = server.connect()) {
                client.send(post("/v1/logs", "Content-Length: 200\n", "ab"));
            }
            Scripted.await(failed);
        }
        assertEquals(List.of("the connection ended before the body did"), seen);
    }

    @Test
    void moreRequestsThanAllowedGet503() throws Exception {
        Scripted.Held held = new Scripted.Held();
        try (TestServer server = TestServer.of(held, HttpLimits.DEFAULT.withConcurrentRequests(1));
                RawClient first = server.connect();
                RawClient second = server.connect()) {
            first.send(post("/v1/logs", "Content-Length: 2\n", "ab"));
            Scripted.await(held.taken);
            second.send(post("/v1/logs", accepted("Content-Length: 2\n"), "ab"));
            Answer answer = second.answer();
            assertEquals(503, answer.status());
            assertTrue(answer.has("retry-after: 1"), answer.head());
            second.send("GET /ready HTTP/1.1\nHost: h\n\n");
            assertEquals(200, second.answer().status());
            held.released.countDown();
            assertEquals(200, first.answer().status());
        }
    }

    @Test
    void aServiceThatThrowsAsksForARepeat() throws Exception {
        CountDownLatch unanswered = new CountDownLatch(1);
        try (TestServer server = TestServer.of(exchange -> {
                    exchange.whenUnanswered(unanswered::countDown);
                    throw new IllegalStateException("no such luck");
                });
                RawClient client = server.connect()) {
            client.send("GET / HTTP/1.1\nHost: h\n\n");
            Answer answer = client.answer();
            assertEquals(503, answer.status());
            assertTrue(answer.has("retry-after: 1"), answer.head());
            assertTrue(
                    server.log().toString().contains("no such luck"),
                    server.log().toString());
        }
    }

    @Test
    void malformedHttpIsRefusedAsJson() throws Exception {
        try (TestServer server = TestServer.of(Scripted::echo)) {
            for (String[] each : new String[][] {
                {"nonsense\n\n", "400"},
                {"GET / HTTP/1.1\nHost: h\nX: " + "y".repeat(40_000) + "\n\n", "431"},
                {"GET / HTTP/1.1\nHost: h\nContent-Length: x\n\n", "400"},
            }) {
                try (RawClient client = server.connect()) {
                    client.send(each[0]);
                    Answer answer = client.answer();
                    assertEquals(each[1], Integer.toString(answer.status()));
                    assertTrue(answer.has("content-type: application/json"), answer.head());
                    assertTrue(answer.body().startsWith("{\"code\":3,\"message\":\""), answer.body());
                    assertFalse(answer.head().toLowerCase(Locale.ROOT).contains("jetty"), answer.head());
                }
            }
        }
    }

    @Test
    void headAndReadyAndGrpcOverHttpOne() throws Exception {
        try (TestServer server =
                        TestServer.of(exchange -> exchange.head().path().equals("/none")
                                ? new HttpAnswer(204, List.of(), new byte[0])
                                : Scripted.text("four"));
                RawClient client = server.connect()) {
            client.send("HEAD /health HTTP/1.1\nHost: h\n\n");
            assertTrue(client.head().toLowerCase(Locale.ROOT).contains("content-length: 4\r\n"));
            client.send("GET /none HTTP/1.1\nHost: h\n\n");
            assertEquals(204, client.answer().status());
            client.send("GET /ready HTTP/1.1\nHost: h\n\n");
            assertEquals("{\"status\":\"ready\"}", client.answer().body());
            client.send(post("/ready", "Content-Length: 0\n", ""));
            assertEquals(405, client.answer().status());
            client.send(post("/v1/logs", "Content-Type: application/grpc\nContent-Length: 2\n", "ab"));
            Answer answer = client.answer();
            assertEquals(415, answer.status());
            assertTrue(answer.body().contains("gRPC needs HTTP/2"), answer.body());
        }
    }
}
