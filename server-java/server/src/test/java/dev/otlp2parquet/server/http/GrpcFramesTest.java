package dev.otlp2parquet.server.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import dev.otlp2parquet.host.RequestService;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What gRPC's own client never sends: frames by hand, over the JDK's HTTP/2. It shows no trailers, so a success has no status here. */
class GrpcFramesTest {

    private static final String LOGS = "/opentelemetry.proto.collector.logs.v1.LogsService/Export";

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private TestServer server;

    private void start(RequestService service) throws Exception {
        start(service, HttpLimits.DEFAULT);
    }

    private void start(RequestService service, HttpLimits limits) throws Exception {
        server = TestServer.of(service, limits);
        HttpRequest ready = HttpRequest.newBuilder(uri("/ready")).build();
        assertEquals(
                HttpClient.Version.HTTP_2,
                client.send(ready, BodyHandlers.discarding()).version());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<byte[]> send(String path, byte[] body, String... headers) throws Exception {
        return send(path, BodyPublishers.ofByteArray(body), headers);
    }

    private HttpResponse<byte[]> send(String path, HttpRequest.BodyPublisher body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .setHeader("content-type", "application/grpc")
                .setHeader("authorization", "Bearer token")
                .POST(body);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static byte[] frame(int flag, byte[] message) {
        byte[] frame = new byte[5 + message.length];
        frame[0] = (byte) flag;
        frame[3] = (byte) (message.length >> 8);
        frame[4] = (byte) message.length;
        System.arraycopy(message, 0, frame, 5, message.length);
        return frame;
    }

    private static byte[] message() {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        request.addResourceLogsBuilder()
                .addScopeLogsBuilder()
                .addLogRecordsBuilder()
                .setTimeUnixNano(1_795_253_400_000_000_000L)
                .getBodyBuilder()
                .setStringValue("x".repeat(1000));
        return request.build().toByteArray();
    }

    private static String status(HttpResponse<byte[]> answer) {
        assertEquals(200, answer.statusCode());
        return answer.headers().firstValue("grpc-status").orElse("in the trailers");
    }

    private static String message(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("grpc-message").orElse("");
    }

    private static void assertStored(HttpResponse<byte[]> answer) {
        assertEquals("in the trailers", status(answer), message(answer));
        assertArrayEquals(new byte[5], answer.body());
    }

    @Test
    void aMessageMayBeSplitAnywhere() throws Exception {
        start(new GatewayService(directory));
        List<byte[]> pieces = new ArrayList<>();
        for (byte b : frame(0, message())) {
            pieces.add(new byte[] {b});
        }
        assertStored(send(LOGS, BodyPublishers.ofByteArrays(pieces), "content-type", "application/grpc+proto"));
    }

    @Test
    void threeCompressionsAreTaken() throws Exception {
        start(new GatewayService(directory));
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(message());
        }
        ByteArrayOutputStream deflate = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflate, new Deflater())) {
            out.write(message());
        }
        assertStored(send(LOGS, frame(1, gzip.toByteArray()), "grpc-encoding", "gzip"));
        assertStored(send(LOGS, frame(1, deflate.toByteArray()), "grpc-encoding", "deflate"));
        assertStored(send(LOGS, frame(1, Zstd.compress(message())), "grpc-encoding", "zstd"));
        assertStored(send(LOGS, frame(0, message()), "grpc-encoding", "gzip"));
        HttpResponse<byte[]> corrupt = send(LOGS, frame(1, message()), "grpc-encoding", "gzip");
        assertEquals("3", status(corrupt));
        HttpResponse<byte[]> unknown = send(LOGS, frame(1, message()), "grpc-encoding", "snappy");
        assertEquals("12", status(unknown));
        assertEquals(
                "identity,gzip,zstd,deflate",
                unknown.headers().firstValue("grpc-accept-encoding").orElse(""));
    }

    @Test
    void brokenFramesStoreNothing() throws Exception {
        GatewayService gateway = new GatewayService(directory);
        start(gateway);
        byte[] twice = new byte[2 * frame(0, message()).length];
        System.arraycopy(frame(0, message()), 0, twice, 0, twice.length / 2);
        System.arraycopy(frame(0, message()), 0, twice, twice.length / 2, twice.length / 2);
        byte[] cut = Arrays.copyOf(frame(0, message()), 100);
        byte[] longer = Arrays.copyOf(frame(0, message()), message().length + 6);
        for (Object[] each : new Object[][] {
            {new byte[0], "the call has no message"},
            {new byte[3], "the call ended within the 5 bytes before its message"},
            {cut, "bytes before its message did"},
            {twice, "the call goes on after its message"},
            {longer, "the call goes on after its message"},
            {new byte[6], "the call goes on after its message"},
            {frame(2, message()), "expected 0 or 1, found 2"},
            {frame(1, message()), "grpc-encoding names no compression"},
        }) {
            HttpResponse<byte[]> answer = send(LOGS, (byte[]) each[0]);
            assertEquals("13", status(answer), message(answer));
            assertTrue(message(answer).contains((String) each[1]), message(answer));
        }
        assertEquals(List.of(), gateway.stored());
        assertStored(send(LOGS, frame(0, new byte[0])));
    }

    @Test
    void otherContentTypesAreRefused() throws Exception {
        start(new GatewayService(directory));
        HttpResponse<byte[]> json = send(LOGS, frame(0, message()), "content-type", "application/grpc+json");
        assertEquals("12", status(json));
        assertTrue(message(json).contains("application/grpc+json"), message(json));
        assertEquals(
                415,
                send(LOGS, message(), "content-type", "application/x-protobuf").statusCode());
        HttpResponse<byte[]> timeout = send(LOGS, frame(0, message()), "grpc-timeout", "1x");
        assertEquals("13", status(timeout));
    }

    @Test
    void theDeadlineIsAnsweredWhileTheWorkGoesOn() throws Exception {
        Scripted.Held held = new Scripted.Held();
        start(held);
        HttpResponse<byte[]> answer = send(LOGS, frame(0, message()), "grpc-timeout", "300m");
        assertEquals("4", status(answer));
        assertTrue(message(answer).startsWith("the deadline of 300m is over"), message(answer));
        Scripted.await(held.unanswered);
        assertEquals(0, held.taken.getCount());
        held.released.countDown();
    }

    @Test
    void aCallThatDoesNotArriveIsUnavailable() throws Exception {
        start(
                new GatewayService(directory),
                HttpLimits.DEFAULT.withBodyTimes(Duration.ofMillis(200), Duration.ofSeconds(1)));
        HttpResponse<byte[]> answer = send(
                LOGS,
                BodyPublishers.ofInputStream(() -> new StalledStream(frame(0, message()), 4)),
                "content-type",
                "application/grpc");
        assertEquals("14", status(answer));
        assertTrue(message(answer).contains("stopped arriving"), message(answer));
    }

    @Test
    void theServiceSeesARequestOfOtlpHttp() throws Exception {
        List<Header> seen = new CopyOnWriteArrayList<>();
        start(exchange -> {
            seen.addAll(exchange.head().headers());
            assertEquals("/v1/logs", exchange.head().path());
            assertEquals("POST", exchange.head().method());
            return new HttpAnswer(500, List.of(), Scripted.body(exchange));
        });
        HttpResponse<byte[]> answer = send(
                LOGS,
                frame(1, new byte[] {1, 2, 3}),
                "grpc-encoding",
                "gzip",
                "x-request-id",
                "mine",
                "trace-bin",
                "AAAA");
        assertEquals("2", status(answer), "no google.rpc.Status");
        assertTrue(seen.contains(new Header("content-type", "application/x-protobuf")), seen.toString());
        assertTrue(seen.contains(new Header("content-encoding", "gzip")), seen.toString());
        assertTrue(seen.contains(new Header("content-length", "3")), seen.toString());
        assertTrue(seen.contains(new Header("x-request-id", "mine")), seen.toString());
        assertTrue(seen.contains(new Header("authorization", "Bearer token")), seen.toString());
        assertTrue(seen.stream().noneMatch(header -> header.name().startsWith("grpc-")), seen.toString());
        assertTrue(seen.stream().noneMatch(header -> header.name().endsWith("-bin")), seen.toString());
    }
}
