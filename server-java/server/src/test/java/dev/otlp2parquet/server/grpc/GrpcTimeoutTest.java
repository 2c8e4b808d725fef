package dev.otlp2parquet.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GrpcTimeoutTest {

    @Test
    void unitsAreThoseOfTheProtocol() {
        assertEquals(3_600_000_000_000L, GrpcTimeout.nanos("1H"));
        assertEquals(120_000_000_000L, GrpcTimeout.nanos("2M"));
        assertEquals(10_000_000_000L, GrpcTimeout.nanos("10S"));
        assertEquals(250_000_000L, GrpcTimeout.nanos("250m"));
        assertEquals(5_000L, GrpcTimeout.nanos("5u"));
        assertEquals(0, GrpcTimeout.nanos("0n"));
        assertEquals(Long.MAX_VALUE, GrpcTimeout.nanos("99999999H"));
    }

    @Test
    void anythingElseIsMalformed() {
        for (String value : new String[] {"", "1", "S", "1x", "-1S", "1.5S", "123456789S", "1 S"}) {
            assertEquals(-1, GrpcTimeout.nanos(value), value);
        }
    }
}
