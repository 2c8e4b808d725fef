package dev.otlp2parquet.parquet.io;

import java.io.IOException;

/**
 * A file that does not exist yet, at a place whose name is known before its content: an object that is uploaded in parts, or a
 * local file. Made for one file; the writer calls {@link #create()} once.
 */
public interface OutputFile {

    /** Key, path or URI, for messages. */
    String location();

    /**
     * Begins the file. Readers see nothing of it until {@link PositionOutput#finish()}; a file that stands at the location
     * already can be read until then and is replaced by it. Names must be unique where that is not wanted.
     *
     * @return an output at position 0, owned by the caller, who ends it by {@code finish} or {@code discard}
     * @throws IOException if the store refuses; nothing is left behind then
     */
    PositionOutput create() throws IOException;
}
