package dev.otlp2parquet.parquet.io;

import java.io.IOException;

/**
 * Port: a new file whose name is known before its content, such as an object that is uploaded in parts, or a local
 * file. Made for one file. The writer calls {@link #create()} once.
 */
public interface OutputFile {

    /** Returns key, path or URI, for messages. */
    String location();

    /**
     * Begins the file. Readers do not see it until {@link PositionOutput#finish()}. An existing file at the location
     * stays readable until then, and is replaced. If that is unwanted, names must be unique.
     *
     * @return an output at position 0; the caller owns it and ends it with {@code finish} or {@code discard}
     * @throws IOException if the store rejects the file; nothing is left behind then
     */
    PositionOutput create() throws IOException;
}
