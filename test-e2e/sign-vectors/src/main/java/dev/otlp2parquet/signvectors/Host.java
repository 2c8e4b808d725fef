package dev.otlp2parquet.signvectors;

import org.teavm.interop.Import;

/** What {@code index.ts} offers: an inbox, an outbox and a hash. Byte by byte, which is slow and does not matter here. */
final class Host {

    private static final String MODULE = "sign";

    private Host() {}

    /** Returns the number of bytes in the inbox. */
    @Import(module = MODULE, name = "length")
    static native int length();

    /** Returns a byte of the inbox. */
    @Import(module = MODULE, name = "read")
    static native int read(int offset);

    /** Appends a byte to the outbox. */
    @Import(module = MODULE, name = "write")
    static native void write(int value);

    /** Moves the SHA-256 of the outbox into the inbox, and empties the outbox. */
    @Import(module = MODULE, name = "sha256")
    static native void sha256();
}
