package dev.otlp2parquet.server.grpc;

import java.util.concurrent.TimeUnit;

/** {@code grpc-timeout}: at most eight digits and a unit (PROTOCOL-HTTP2.md, "Requests"). */
final class GrpcTimeout {

    private static final int MOST_DIGITS = 8;

    private GrpcTimeout() {}

    /** Nanoseconds; {@link Long#MAX_VALUE} if they are too many for a long; -1 if the value is malformed. */
    static long nanos(String value) {
        int digits = value.length() - 1;
        if (digits < 1 || digits > MOST_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < digits; i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        TimeUnit unit = unit(value.charAt(digits));
        return unit == null ? -1 : unit.toNanos(number);
    }

    private static TimeUnit unit(char letter) {
        return switch (letter) {
            case 'H' -> TimeUnit.HOURS;
            case 'M' -> TimeUnit.MINUTES;
            case 'S' -> TimeUnit.SECONDS;
            case 'm' -> TimeUnit.MILLISECONDS;
            case 'u' -> TimeUnit.MICROSECONDS;
            case 'n' -> TimeUnit.NANOSECONDS;
            default -> null;
        };
    }
}
