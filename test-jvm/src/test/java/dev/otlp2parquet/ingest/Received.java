package dev.otlp2parquet.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.RequestInfo;
import com.google.rpc.Status;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import java.nio.charset.StandardCharsets;

/** Reads answers as an exporter does: by protobuf-java, in the encoding that the answer says it has. */
final class Received {

    private Received() {}

    /** The google.rpc.Status of an answer; its only detail must be the request id that the header has too. */
    static Status status(HttpAnswer answer) {
        Status status = into(Status.newBuilder(), answer).build();
        assertEquals(1, status.getDetailsCount());
        assertEquals(answer.header("x-request-id"), requestId(status.getDetails(0)));
        return status;
    }

    /** Any message; unknown fields are an error. */
    static <B extends Message.Builder> B into(B builder, HttpAnswer answer) {
        try {
            String contentType = answer.header("content-type");
            if (contentType.equals("application/x-protobuf")) {
                builder.mergeFrom(answer.body());
                assertEquals(0, builder.getUnknownFields().getSerializedSize());
            } else {
                assertEquals("application/json", contentType);
                TypeRegistry types = TypeRegistry.newBuilder()
                        .add(RequestInfo.getDescriptor())
                        .build();
                JsonFormat.parser()
                        .usingTypeRegistry(types)
                        .merge(new String(answer.body(), StandardCharsets.UTF_8), builder);
            }
            return builder;
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(new String(answer.body(), StandardCharsets.UTF_8), e);
        }
    }

    private static String requestId(Any detail) {
        try {
            return detail.unpack(RequestInfo.class).getRequestId();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
