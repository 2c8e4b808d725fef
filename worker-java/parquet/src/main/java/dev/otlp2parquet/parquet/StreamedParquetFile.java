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
 * A file that is sent off while it is written: each row group leaves as soon as it is finished. In memory stay one row group and
 * what the end of the file will say of those before it, so a file may be larger than memory. The bytes are those of an {@link
 * OpenParquetFile} of the same batches. For files whose name is known before their content; made by {@link
 * ParquetFileWriter#stream}. Not thread-safe.
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
 * <p>The file appears by {@link #finish()} only. If a call fails after its first byte was written, the file can only be closed,
 * which discards it.
 */
public final class StreamedParquetFile implements AutoCloseable {

    private final FileAssembly file;
    private final OutputFile place;
    private final PositionOutput output;

    /** Whether all that was written so far is whole: not during a call, nor after one that failed. */
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
     * Adds rows, as row groups of their own: a batch should have as many as a row group is to have. Blocks while the output does.
     *
     * @param batch of the same columns each time; read only, and free again when this returns
     * @param rows any rows of the batch, also none
     * @throws IOException from the output; the file can only be closed then
     * @throws IllegalStateException if the batch is not complete, as {@link RowBatch#rows()} says, or if the file is finished,
     *     closed or has failed
     * @throws IllegalArgumentException if the batch lacks a leaf of the file's schema; the file is as before
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
     * Bytes of memory that the file takes: a row group, and what is known of the ones before. That is about 100 bytes for each
     * page and 1 KB for each column chunk, and the Bloom filters, which stand behind the last row group. What the output holds
     * and the writer's working memory come on top.
     */
    public long retainedBytes() {
        return file.bytes().capacity() + knownBytes;
    }

    /**
     * Ends the file and makes it appear. Called once; without a batch before, the file has no rows.
     *
     * @throws IOException from the output. If its own {@link PositionOutput#finish()} fails, the file may be there nevertheless.
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
            throw new IOException(place.location() + ": the output is at byte " + output.position() + ", expected was "
                    + bytes.start());
        }
        output.write(bytes.sink().array(), 0, bytes.sink().size());
        bytes.forget();
    }
}
