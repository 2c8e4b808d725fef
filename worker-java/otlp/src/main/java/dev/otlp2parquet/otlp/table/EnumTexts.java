package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.platform.text.Utf8;

/**
 * The names under which an OTLP enum is stored. The enums are open: a number that has no name (yet) is stored as its decimal
 * number.
 */
final class EnumTexts {
    private final byte[][] names;

    private EnumTexts(byte[][] names) {
        this.names = names;
    }

    /** {@code Span.SpanKind}, in the Collector's ClickHouse exporter's words. */
    static EnumTexts spanKinds() {
        return of("Unspecified", "Internal", "Server", "Client", "Producer", "Consumer");
    }

    /** {@code Status.StatusCode}. */
    static EnumTexts statusCodes() {
        return of("Unset", "Ok", "Error");
    }

    private static EnumTexts of(String... names) {
        byte[][] encoded = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            encoded[i] = Utf8.encode(names[i]);
        }
        return new EnumTexts(encoded);
    }

    /** The text of a number; not to be modified. */
    byte[] of(int number) {
        return number >= 0 && number < names.length ? names[number] : Utf8.encode(Integer.toString(number));
    }
}
