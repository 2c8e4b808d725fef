package dev.otlp2parquet.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.RetryInfo;
import dev.otlp2parquet.host.RequestService;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.RequestContext;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** gRPC as grpc-java's client speaks it. */
class GrpcTest {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    @TempDir
    private Path directory;

    private TestServer server;
    private ManagedChannel channel;

    private void start(RequestService service) throws Exception {
        start(service, HttpLimits.DEFAULT);
    }

    private void start(RequestService service, HttpLimits limits) throws Exception {
        server = TestServer.of(service, limits);
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() {
        if (channel != null) {
            channel.shutdownNow();
        }
        if (server != null) {
            server.close();
        }
    }

    private static Metadata token(String value) {
        Metadata metadata = new Metadata();
        metadata.put(AUTHORIZATION, value);
        return metadata;
    }

    private LogsServiceGrpc.LogsServiceBlockingStub logs() {
        return LogsServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(token("Bearer token")));
    }

    private static ExportLogsServiceRequest request(int records, int bytes) {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        for (int i = 0; i < records; i++) {
            request.addResourceLogsBuilder()
                    .addScopeLogsBuilder()
                    .addLogRecords(LogRecord.newBuilder()
                            .setTimeUnixNano(1_795_253_400_000_000_000L)
                            .setBody(AnyValue.newBuilder().setStringValue("x".repeat(bytes))));
        }
        return request.build();
    }

    private StatusRuntimeException failure(ExportLogsServiceRequest request) {
        return assertThrows(StatusRuntimeException.class, () -> logs().export(request));
    }

    /** Else a few strangers that send nothing could take the threads of everybody. */
    @Test
    void aCallWithoutCredentialsIsRefusedBeforeItsMessageComes() throws Exception {
        start(new GatewayService(directory));
        ClientCall<ExportLogsServiceRequest, ExportLogsServiceResponse> call = channel.newCall(
                // Of this type the client sends its metadata at once.
                LogsServiceGrpc.getExportMethod().toBuilder()
                        .setType(MethodDescriptor.MethodType.CLIENT_STREAMING)
                        .build(),
                CallOptions.DEFAULT);
        CompletableFuture<Status> end = new CompletableFuture<>();

        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        end.complete(status);
                    }
                },
                new Metadata());

        Status status = end.get(20, TimeUnit.SECONDS);
        assertEquals(Status.Code.UNAUTHENTICATED, status.getCode());
        assertTrue(status.getDescription().contains("Bearer <token>"), status.getDescription());
    }

    @Test
    void theThreeSignalsAreStored() throws Exception {
        GatewayService gateway = new GatewayService(directory);
        start(gateway);
        assertEquals(ExportLogsServiceResponse.getDefaultInstance(), logs().export(request(3, 10)));
        Metadata token = token("Bearer token");
        ExportTraceServiceRequest.Builder traces = ExportTraceServiceRequest.newBuilder();
        traces.addResourceSpansBuilder()
                .addScopeSpansBuilder()
                .addSpans(Span.newBuilder()
                        .setTraceId(
                                ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}))
                        .setSpanId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                        .setName("s"));
        assertEquals(
                ExportTraceServiceResponse.getDefaultInstance(),
                TraceServiceGrpc.newBlockingStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(token))
                        .export(traces.build()));
        ExportMetricsServiceRequest.Builder metrics = ExportMetricsServiceRequest.newBuilder();
        metrics.addResourceMetricsBuilder()
                .addScopeMetricsBuilder()
                .addMetricsBuilder()
                .setName("m")
                .getGaugeBuilder()
                .addDataPointsBuilder()
                .setAsDouble(1);
        assertEquals(
                ExportMetricsServiceResponse.getDefaultInstance(),
                MetricsServiceGrpc.newBlockingStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(token))
                        .export(metrics.build()));
        assertEquals(3, gateway.stored().size(), gateway.stored().toString());
    }

    @Test
    void aLargeMessageAndACompressedOneAreTaken() throws Exception {
        start(new GatewayService(directory));
        // More than a frame of HTTP/2 and than the first flow-control window.
        assertEquals(ExportLogsServiceResponse.getDefaultInstance(), logs().export(request(60, 50_000)));
        assertEquals(
                ExportLogsServiceResponse.getDefaultInstance(),
                logs().withCompression("gzip").export(request(100, 1000)));
    }

    @Test
    void aPartialSuccessComesAsItIs() throws Exception {
        start(new GatewayService(directory));
        ExportLogsServiceRequest.Builder request = request(1, 10).toBuilder();
        request.addResourceLogsBuilder()
                .addScopeLogsBuilder()
                .addLogRecords(LogRecord.newBuilder().setTraceId(ByteString.copyFrom(new byte[] {1, 2, 3})));
        ExportLogsServiceResponse response = logs().export(request.build());
        assertEquals(1, response.getPartialSuccess().getRejectedLogRecords(), response.toString());
        assertFalse(response.getPartialSuccess().getErrorMessage().isEmpty());
    }

    @Test
    void refusalsAreStatusesThatExportersDoNotRetry() throws Exception {
        start(new GatewayService(directory, "MAX_PAYLOAD_BYTES", "100000"));
        StatusRuntimeException large = failure(request(2, 60_000));
        assertEquals(Status.Code.RESOURCE_EXHAUSTED, large.getStatus().getCode());
        assertNull(retryInfo(large));
        assertEquals(
                Status.Code.RESOURCE_EXHAUSTED,
                assertThrows(
                                StatusRuntimeException.class,
                                () -> logs().withCompression("gzip").export(request(2, 60_000)))
                        .getStatus()
                        .getCode());
        StatusRuntimeException anonymous = assertThrows(
                StatusRuntimeException.class,
                () -> LogsServiceGrpc.newBlockingStub(channel).export(request(1, 10)));
        assertEquals(Status.Code.UNAUTHENTICATED, anonymous.getStatus().getCode());
        assertTrue(anonymous.getStatus().getDescription().contains("credentials are missing"), anonymous.toString());
        StatusRuntimeException malformed = assertThrows(
                StatusRuntimeException.class,
                () -> raw("opentelemetry.proto.collector.logs.v1.LogsService/Export", new byte[] {1, 2, 3}));
        assertEquals(Status.Code.INVALID_ARGUMENT, malformed.getStatus().getCode());
        com.google.rpc.Status details = StatusProto.fromThrowable(malformed);
        assertEquals(3, details.getCode());
        assertEquals(malformed.getStatus().getDescription(), details.getMessage());
        assertTrue(details.getDetails(0).getTypeUrl().endsWith("google.rpc.RequestInfo"));
    }

    private static void assertNull(Object found) {
        assertEquals(null, found);
    }

    private static RetryInfo retryInfo(StatusRuntimeException failure) throws Exception {
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        assertNotNull(status);
        for (Any detail : status.getDetailsList()) {
            if (detail.is(RetryInfo.class)) {
                return detail.unpack(RetryInfo.class);
            }
        }
        return null;
    }

    @Test
    void unavailableSaysWhenToComeBack() throws Exception {
        start(exchange -> {
            Scripted.body(exchange);
            return new Answers(RequestContext.of(exchange.head(), null)).unavailable("später: 100 %", 7);
        });
        StatusRuntimeException failure = failure(request(1, 10));
        assertEquals(Status.Code.UNAVAILABLE, failure.getStatus().getCode());
        assertEquals("später: 100 %", failure.getStatus().getDescription());
        assertEquals(7, retryInfo(failure).getRetryDelay().getSeconds());
    }

    @Test
    void moreCallsThanAllowedAreUnavailable() throws Exception {
        Scripted.Held held = new Scripted.Held();
        start(held, HttpLimits.DEFAULT.withConcurrentRequests(1));
        var first = LogsServiceGrpc.newFutureStub(channel).export(request(1, 10));
        Scripted.await(held.taken);
        StatusRuntimeException second = failure(request(1, 10));
        assertEquals(Status.Code.UNAVAILABLE, second.getStatus().getCode());
        assertEquals(1, retryInfo(second).getRetryDelay().getSeconds());
        assertEquals(1, health("")[1]);
        held.released.countDown();
        assertThrows(Exception.class, () -> first.get(20, TimeUnit.SECONDS), "it is no response of OTLP");
    }

    @Test
    void aClientThatGivesUpAtItsDeadlineIsReported() throws Exception {
        Scripted.Held held = new Scripted.Held();
        start(held);
        assertEquals(1, health("")[1], "the connection stands before the time runs");
        StatusRuntimeException failure = assertThrows(
                StatusRuntimeException.class,
                () -> logs().withDeadlineAfter(1500, TimeUnit.MILLISECONDS).export(request(1, 10)));
        assertEquals(Status.Code.DEADLINE_EXCEEDED, failure.getStatus().getCode());
        Scripted.await(held.unanswered);
        held.released.countDown();
    }

    @Test
    void unknownMethodsNameTheKnownOnes() throws Exception {
        start(new GatewayService(directory));
        for (String[] each : new String[][] {
            {"opentelemetry.proto.collector.logs.v2.LogsService/Export", "there is no method"},
            {"opentelemetry.proto.collector.logs.v1.LogsService/Import", "there is no method"},
            {"v1/logs", "there is no method /v1/logs"},
            {"opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export", "profiles are not taken"},
            {"grpc.health.v1.Health/Watch", "is not served"},
        }) {
            StatusRuntimeException failure =
                    assertThrows(StatusRuntimeException.class, () -> raw(each[0], new byte[0]));
            assertEquals(Status.Code.UNIMPLEMENTED, failure.getStatus().getCode());
            assertTrue(failure.getStatus().getDescription().contains(each[1]), failure.toString());
        }
    }

    @Test
    void healthIsServing() throws Exception {
        start(new GatewayService(directory));
        assertEquals(1, health("")[1]);
        assertEquals(1, health("opentelemetry.proto.collector.trace.v1.TraceService")[1]);
        StatusRuntimeException failure = assertThrows(StatusRuntimeException.class, () -> health("other"));
        assertEquals(Status.Code.NOT_FOUND, failure.getStatus().getCode());
    }

    private byte[] health(String service) {
        byte[] name = service.getBytes(StandardCharsets.UTF_8);
        byte[] request = new byte[name.length == 0 ? 0 : name.length + 2];
        if (name.length > 0) {
            request[0] = 0x0A;
            request[1] = (byte) name.length;
            System.arraycopy(name, 0, request, 2, name.length);
        }
        return raw("grpc.health.v1.Health/Check", request);
    }

    private byte[] raw(String method, byte[] message) {
        MethodDescriptor<byte[], byte[]> descriptor = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(method)
                .setRequestMarshaller(new RawMarshaller())
                .setResponseMarshaller(new RawMarshaller())
                .build();
        CallOptions options = CallOptions.DEFAULT;
        return ClientCalls.blockingUnaryCall(
                ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(token("Bearer token"))),
                descriptor,
                options,
                message);
    }
}
