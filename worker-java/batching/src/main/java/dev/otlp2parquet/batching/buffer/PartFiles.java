package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.lake.file.FileLayout;
import dev.otlp2parquet.lake.file.FileRows;
import dev.otlp2parquet.lake.file.NamedFile;
import dev.otlp2parquet.lake.file.Uploads;
import dev.otlp2parquet.parquet.OpenParquetFile;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.table.TableShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of one part of a range, written from one piece of its rows or from several. */
final class PartFiles {

    private final FileLayout layout;
    private final Part part;
    private final Map<String, Unfinished> unfinished = new LinkedHashMap<>();

    /** A file that has rows of several pieces. */
    private static final class Unfinished {
        private final FileRows rows;
        private final OpenParquetFile file;
        private long firstMicros = Long.MAX_VALUE;

        Unfinished(FileRows rows, OpenParquetFile file) {
            this.rows = rows;
            this.file = file;
        }
    }

    /** A file during its upload, and its part. */
    record Written(PartFiles of, NamedFile file) {}

    PartFiles(FileLayout layout, Part part) {
        this.layout = layout;
        this.part = part;
    }

    TableShape table() {
        return layout.table();
    }

    FileLayout layout() {
        return layout;
    }

    Part part() {
        return part;
    }

    /** Writes the files from the only piece. Each upload begins before the next file is written. */
    void write(RowBatch batch, List<FileRows> files, Uploads<Written> uploads) throws StoreException {
        for (FileRows rows : files) {
            begin(rows, rows.firstMicros(), layout.write(batch, rows), uploads);
        }
    }

    /** Adds a piece to the files. */
    void append(RowBatch batch, List<FileRows> files) {
        for (FileRows rows : files) {
            Unfinished file =
                    unfinished.computeIfAbsent(rows.partition(), partition -> new Unfinished(rows, layout.open()));
            file.file.append(batch, rows.rows());
            file.firstMicros = Math.min(file.firstMicros, rows.firstMicros());
        }
    }

    /** Ends the files to which pieces were added. */
    void finish(Uploads<Written> uploads) throws StoreException {
        for (Unfinished file : unfinished.values()) {
            begin(file.rows, file.firstMicros, file.file.finish(), uploads);
        }
        unfinished.clear();
    }

    /** Bytes of the unfinished files. */
    long retainedBytes() {
        long bytes = 0;
        for (Unfinished file : unfinished.values()) {
            bytes += file.file.retainedBytes();
        }
        return bytes;
    }

    private void begin(FileRows rows, long firstMicros, ParquetFile file, Uploads<Written> uploads)
            throws StoreException {
        NamedFile named = rows.named(file, firstMicros);
        uploads.begin(new Written(this, named), layout.store(), named.key(), file.array(), file.length());
    }
}
