package dev.otlp2parquet.parquet;

import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.internal.file.BatchRowGroups;
import dev.otlp2parquet.parquet.internal.file.FileBytes;
import dev.otlp2parquet.parquet.internal.file.WrittenRowGroup;
import dev.otlp2parquet.parquet.io.OutputFile;
import dev.otlp2parquet.parquet.io.PositionOutput;
import java.io.IOException;

/**
 * A file that is sent while it is written: each row group leaves as soon as it is finished. Memory holds one row group
 * and the metadata of earlier ones, so a file may be larger than memory. The bytes are the same as those of an
 * {@link OpenParquetFile} of the same batches. For files whose names are known before their content.
 * {@link ParquetFileWriter#stream} makes it. Not thread-safe.
 *
 * <pre>{@code
 * try (StreamedParquetFile file = writer.stream(schema, output)) {
 *     while (fill(batch)) {
 *         file.append(batch, RowSelection.all(batch));
 *         batch.reset();
 *     }
 *     description = file.finish();
 * }
 * }</pre>
 *
 * <p>Only {@link #finish()} makes the file appear. If a call fails after its first byte was written, the file can only
 * be closed, which discards it.
 */
public final class StreamedParquetFile implements AutoCloseable {

    private final FileAssembly file;
    private final OutputFile place;
    private final PositionOutput output;

    /** Whether everything written so far is complete. False during a call, and after a failed one. */
    private boolean writable = true;

    private boolean finished;

    /** Bytes of memory that the end of the file will be made from. */
    private long knownBytes;

    StreamedParquetFile(FileAssembly file, OutputFile place) throws IOException {
        this.file = file;
        this.place = place;
        this.output = place.create();
    }

    /**
     * Adds rows as row groups of their own. A batch should have about as many rows as a row group. Blocks while the
     * output does.
     *
     * @param batch with the same columns each time; not changed, and free when this returns
     * @param rows any rows of the batch, or none
     * @throws IOException from the output; the file can only be closed then
     * @throws IllegalStateException if the batch is not complete (see {@link RowBatch#rows()}), or the file is
     *     finished, closed or has failed
     * @throws IllegalArgumentException if the batch lacks a leaf of the file's schema; the file is unchanged
     */
    public void append(RowBatch batch, RowSelection rows) throws IOException {
        requireWritable();
        BatchRowGroups groups = file.begin(batch, rows);
        writable = false;
        WrittenRowGroup group = file.writeRowGroup(groups);
        while (group != null) {
            knownBytes += group.retainedBytes();
            send();
            group = file.writeRowGroup(groups);
        }
        writable = true;
    }

    /**
     * Returns the bytes of memory that the file takes: one row group, and the metadata of earlier ones. The metadata
     * are about 100 bytes per page and 1 KB per column chunk, and the Bloom filters, which follow the last row group.
     * The output's and the writer's own memory are not included.
     */
    public long retainedBytes() {
        return file.bytes().capacity() + knownBytes;
    }

    /**
     * Finishes the file, so that it appears. Called once. Without any batch, the file has no rows.
     *
     * @throws IOException from the output; if its {@link PositionOutput#finish()} failed, the file may exist
     *     nevertheless
     * @throws IllegalStateException if the file is finished, closed or has failed
     */
    public FileDescription finish() throws IOException {
        requireWritable();
        writable = false;
        while (file.writeBloomFilters()) {
            send();
        }
        FileDescription description = file.writeFooter();
        send();
        output.finish();
        finished = true;
        return description;
    }

    /** Discards the file unless it is finished. May be called again. */
    @Override
    public void close() throws IOException {
        writable = false;
        if (!finished) {
            output.discard();
        }
    }

    private void requireWritable() {
        if (!writable) {
            throw new IllegalStateException(place.location() + " is finished, closed or has failed");
        }
    }

    private void send() throws IOException {
        FileBytes bytes = file.bytes();
        if (output.position() != bytes.start()) {
            // The footer counts bytes from the start of the file: all of its offsets would be wrong.
            throw new IOException(
                    place.location() + ": the output is at byte " + output.position() + ", expected " + bytes.start());
        }
        output.write(bytes.sink().array(), 0, bytes.sink().size());
        bytes.forget();
    }
}
