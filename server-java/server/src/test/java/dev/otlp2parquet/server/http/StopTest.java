package dev.otlp2parquet.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import io.grpc.CallOptions;
import io.grpc.EquivalentAddressGroup;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.StatusOr;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The end of a server, and its beginning on a port that is taken. */
class StopTest {

    private static final Log NO_LOG = new Log(LogLevel.ERROR, (level, line) -> {});

    private static HttpAnswer empty() {
        return new HttpAnswer(200, List.of(new Header("content-type", "application/x-protobuf")), new byte[0]);
    }

    @Test
    void readinessGoesFirstAndRunningRequestsFinish() throws Exception {
        Scripted.Held held = new Scripted.Held();
        OtlpServer server = OtlpServer.start(
                List.of(new Listener("127.0.0.1", 0, null)),
                held,
                HttpLimits.DEFAULT,
                new StopTimes(Duration.ofMillis(800), Duration.ofSeconds(20)),
                NO_LOG);
        int port = server.ports().get(0);
        try (RawClient client = new RawClient(port);
                RawClient other = new RawClient(port)) {
            client.send("POST /v1/logs HTTP/1.1\nHost: h\nContent-Length: 2\n\nab");
            Scripted.await(held.taken);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
            RawClient.Answer ready;
            do {
                other.send("GET /ready HTTP/1.1\nHost: h\n\n");
                ready = other.answer();
            } while (ready.status() == 200);
            assertEquals(503, ready.status());
            assertEquals("{\"status\":\"draining\"}", ready.body());
            while (!refuses(port)) {
                Thread.sleep(20);
            }
            held.released.countDown();
            RawClient.Answer answer = client.answer();
            assertEquals("POST /v1/logs ab", answer.body());
            assertTrue(answer.has("connection: close"), answer.head());
            assertTrue(client.ends());
            closing.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aCallUnderWayIsAnsweredAfterGoAway() throws Exception {
        Scripted.Held held = new Scripted.Held();
        TestServer server = TestServer.of(exchange -> {
            held.answer(exchange);
            return empty();
        });
        int port = server.port();
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        var call = LogsServiceGrpc.newFutureStub(channel).export(ExportLogsServiceRequest.getDefaultInstance());
        Scripted.await(held.taken);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
        while (!refuses(port)) {
            Thread.sleep(20);
        }
        held.released.countDown();
        assertEquals(0, call.get(20, TimeUnit.SECONDS).getSerializedSize());
        closing.get(20, TimeUnit.SECONDS);
        channel.shutdownNow();
        assertEquals(1, held.unanswered.getCount());
    }

    @Test
    void grpcHealthIsNotServingWhileTheServerDrains() throws Exception {
        OtlpServer server = OtlpServer.start(
                List.of(new Listener("127.0.0.1", 0, null)),
                exchange -> empty(),
                HttpLimits.DEFAULT,
                new StopTimes(Duration.ofSeconds(1), Duration.ofSeconds(20)),
                NO_LOG);
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        "127.0.0.1", server.ports().get(0))
                .usePlaintext()
                .build();
        assertEquals(1, health(channel));
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
        while (health(channel) == 1) {
            Thread.sleep(10);
        }
        assertEquals(2, health(channel));
        channel.shutdownNow();
        closing.get(20, TimeUnit.SECONDS);
    }

    /** The number in a HealthCheckResponse. */
    private static int health(ManagedChannel channel) {
        MethodDescriptor<byte[], byte[]> check = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("grpc.health.v1.Health/Check")
                .setRequestMarshaller(new RawMarshaller())
                .setResponseMarshaller(new RawMarshaller())
                .build();
        return ClientCalls.blockingUnaryCall(channel, check, CallOptions.DEFAULT, new byte[0])[1];
    }

    private static boolean refuses(int port) throws Exception {
        try {
            new RawClient(port).close();
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }

    @Test
    void aRequestThatDoesNotEndIsNotInterrupted() throws Exception {
        Scripted.Held held = new Scripted.Held();
        AtomicBoolean interrupted = new AtomicBoolean();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        OtlpServer server = OtlpServer.start(
                List.of(new Listener("127.0.0.1", 0, null)),
                exchange -> {
                    HttpAnswer answer = held.answer(exchange);
                    interrupted.set(Thread.currentThread().isInterrupted());
                    ended.complete(null);
                    return answer;
                },
                HttpLimits.DEFAULT,
                new StopTimes(Duration.ZERO, Duration.ofMillis(200)),
                NO_LOG);
        try (RawClient client = new RawClient(server.ports().get(0))) {
            client.send("POST /v1/logs HTTP/1.1\nHost: h\nContent-Length: 2\n\nab");
            Scripted.await(held.taken);
            server.close();
            assertTrue(client.ends());
            Scripted.await(held.unanswered);
            held.released.countDown();
            ended.get(20, TimeUnit.SECONDS);
            assertEquals(false, interrupted.get());
        }
    }

    @Test
    void aGrpcClientMovesOnWithoutAFailedCall() throws Exception {
        AtomicInteger second = new AtomicInteger();
        TestServer one = TestServer.of(exchange -> {
            Scripted.body(exchange);
            return empty();
        });
        try (TestServer two = TestServer.of(exchange -> {
            Scripted.body(exchange);
            second.incrementAndGet();
            return empty();
        })) {
            ManagedChannel channel = channel(one.port(), two.port());
            AtomicInteger failed = new AtomicInteger();
            AtomicBoolean going = new AtomicBoolean(true);
            Thread sender = new Thread(() -> {
                LogsServiceGrpc.LogsServiceBlockingStub stub = LogsServiceGrpc.newBlockingStub(channel);
                while (going.get()) {
                    try {
                        stub.export(ExportLogsServiceRequest.getDefaultInstance());
                    } catch (RuntimeException e) {
                        failed.incrementAndGet();
                    }
                }
            });
            sender.start();
            Thread.sleep(500);
            assertEquals(0, second.get());
            one.close();
            Thread.sleep(300);
            going.set(false);
            sender.join();
            channel.shutdownNow();
            assertEquals(0, failed.get());
            assertTrue(second.get() > 0);
        }
    }

    /** A channel that prefers the first port. */
    @SuppressWarnings("deprecation") // setDefaultServiceConfig and providers of one channel have no other way
    private static ManagedChannel channel(int first, int second) {
        return NettyChannelBuilder.forTarget("two:///")
                .nameResolverFactory(new NameResolverProvider() {
                    @Override
                    protected boolean isAvailable() {
                        return true;
                    }

                    @Override
                    protected int priority() {
                        return 5;
                    }

                    @Override
                    public String getDefaultScheme() {
                        return "two";
                    }

                    @Override
                    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
                        return new Ports(first, second);
                    }
                })
                .usePlaintext()
                .build();
    }

    private static final class Ports extends NameResolver {

        private final int first;
        private final int second;
        private Listener2 listener;

        Ports(int first, int second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public String getServiceAuthority() {
            return "localhost";
        }

        @Override
        public void start(Listener2 newListener) {
            listener = newListener;
            refresh();
        }

        @Override
        public void refresh() {
            listener.onResult(ResolutionResult.newBuilder()
                    .setAddressesOrError(StatusOr.fromValue(List.of(
                            new EquivalentAddressGroup(new InetSocketAddress(InetAddress.getLoopbackAddress(), first)),
                            new EquivalentAddressGroup(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), second)))))
                    .build());
        }

        @Override
        public void shutdown() {
            // Nothing is open.
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (TestServer server = TestServer.of(exchange -> empty())) {
            int free = freePort();
            ListenException taken = assertThrows(
                    ListenException.class,
                    () -> OtlpServer.start(
                            List.of(
                                    new Listener("127.0.0.1", free, null),
                                    new Listener("127.0.0.1", server.port(), null)),
                            exchange -> empty(),
                            HttpLimits.DEFAULT,
                            StopTimes.SHORT,
                            NO_LOG));
            assertTrue(
                    taken.getMessage()
                            .startsWith("cannot listen on 127.0.0.1:" + server.port() + ": Address already in use"),
                    taken.getMessage());
            assertTrue(refuses(free), "the other listener is closed again");
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
