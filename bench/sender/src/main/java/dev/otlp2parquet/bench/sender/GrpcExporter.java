package dev.otlp2parquet.bench.sender;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** OTLP over gRPC, over its own connection. Messages are passed as bytes, so nothing is parsed or built here. */
final class GrpcExporter implements Exporter {

    private static final int PATIENCE_SECONDS = 60;

    private static final MethodDescriptor<byte[], byte[]> EXPORT = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("opentelemetry.proto.collector.logs.v1.LogsService/Export")
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();

    private final ManagedChannel channel;

    GrpcExporter(String address) {
        channel = NettyChannelBuilder.forTarget(address).usePlaintext().build();
    }

    @Override
    public Answer send(byte[] body) {
        try {
            ClientCalls.blockingUnaryCall(
                    channel, EXPORT, CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS), body);
            return Answer.ACKNOWLEDGED;
        } catch (StatusRuntimeException e) {
            // A broken connection is UNAVAILABLE too, but has a cause.
            boolean ofServer = e.getStatus().getCode() == Status.Code.UNAVAILABLE
                    && e.getStatus().getCause() == null;
            return ofServer ? Answer.refused(waitMillis(e)) : Answer.failed(e.toString());
        }
    }

    private static long waitMillis(StatusRuntimeException failure) {
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        if (status == null) {
            return 0;
        }
        for (Any detail : status.getDetailsList()) {
            if (detail.is(RetryInfo.class)) {
                try {
                    Duration delay = detail.unpack(RetryInfo.class).getRetryDelay();
                    return 1000 * delay.getSeconds() + delay.getNanos() / 1_000_000;
                } catch (InvalidProtocolBufferException e) {
                    return 0;
                }
            }
        }
        return 0;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
