package dev.otlp2parquet.server.grpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * {@code grpc.health.v1.Health/Check} ("GRPC Health Checking Protocol"): whether this server takes calls. Its request has service = 1,
 * its answer status = 1.
 */
final class HealthService {

    private static final int SERVING = 1;
    private static final int NOT_SERVING = 2;

    /** Longer requests name no service of ours. */
    private static final int MOST_BYTES = 1024;

    private final Set<String> services;
    private final BooleanSupplier serving;

    /** @param services by their full names; the empty name stands for the whole server and needs not be among them */
    HealthService(Set<String> services, BooleanSupplier serving) {
        this.services = services;
        this.serving = serving;
    }

    GrpcAnswer check(MessageExchange message) throws GrpcFault, IOException {
        if (message.isCompressed()) {
            throw new GrpcFault(GrpcCode.UNIMPLEMENTED, "requests for health are taken uncompressed only");
        }
        byte[] request = new byte[MOST_BYTES];
        int length = 0;
        for (int count; (count = message.read(request, length, MOST_BYTES - length)) >= 0; length += count) {
            if (length + count == MOST_BYTES) {
                throw new GrpcFault(GrpcCode.NOT_FOUND, "no service has so long a name");
            }
        }
        String service = service(Arrays.copyOf(request, length));
        if (!service.isEmpty() && !services.contains(service)) {
            throw new GrpcFault(GrpcCode.NOT_FOUND, "there is no service " + service);
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        Protobuf.varint(answer, 1, serving.getAsBoolean() ? SERVING : NOT_SERVING);
        return StatusHeaders.ok(answer.toByteArray(), List.of());
    }

    private static String service(byte[] request) throws GrpcFault {
        StringBuilder service = new StringBuilder();
        boolean sound = Protobuf.visit(request, new Protobuf.FieldVisitor() {
            @Override
            public void varint(int field, long value) {
                // No field of this type is known.
            }

            @Override
            public void bytes(int field, int offset, int length) {
                if (field == 1) {
                    service.setLength(0);
                    service.append(new String(request, offset, length, StandardCharsets.UTF_8));
                }
            }
        });
        if (!sound) {
            throw new GrpcFault(GrpcCode.INTERNAL, "the message is no HealthCheckRequest");
        }
        return service.toString();
    }
}
