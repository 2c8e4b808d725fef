package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.platform.bucket.ObjectStore.PutOutcome;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.table.RowBatches;
import dev.otlp2parquet.table.TableShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Stores rows as data files, one per table and partition, where the layouts say. Commits nothing.
 *
 * <p>Storing is idempotent as far as the names are. If it fails, stored files stay. Storing the same rows again finds
 * these files and adds the missing ones.
 */
public final class FileStore {

    private final LakePorts ports;
    private final Layouts layouts;

    public FileStore(LakePorts ports, Layouts layouts) {
        this.ports = ports;
        this.layouts = layouts;
    }

    /** The files of one table. */
    private record Divided(FileLayout layout, List<FileRows> files) {}

    /**
     * Writes the files of some tables and waits until all of them are durable. Stores nothing unless every table can be
     * written to.
     *
     * @throws StoreException if a file may not be durable; all puts have ended by then
     * @throws dev.otlp2parquet.lake.LakeException if a table cannot be written to
     * @throws TooManyFilesException if there would be too many files
     */
    public StoredFiles store(RowBatches batches, List<TableShape> tables, FileNames names) throws StoreException {
        List<FileLayout> targets = new ArrayList<>();
        for (TableShape table : tables) {
            if (batches.rows(table) > 0) {
                targets.add(layouts.of(table, names));
            }
        }
        long begun = ports.clock().unixNanos();
        long encodeNanos = 0;
        Uploads<StoredFile> uploads = new Uploads<>();
        try {
            List<Divided> divided = new ArrayList<>();
            int count = 0;
            for (FileLayout target : targets) {
                divided.add(new Divided(target, target.splitRequest(batches.batch(target.table()), count)));
                count += divided.get(divided.size() - 1).files().size();
            }
            encodeNanos += ports.clock().unixNanos() - begun;
            for (Divided each : divided) {
                encodeNanos += store(each, batches.batch(each.layout().table()), uploads);
            }
            uploads.awaitAll();
        } catch (StoreException | RuntimeException | Error e) {
            uploads.abandon(e);
            throw e;
        }
        List<StoredFile> files = new ArrayList<>();
        for (Uploads.Uploaded<StoredFile> upload : uploads.stored()) {
            StoredFile file = upload.file();
            boolean existed = upload.outcome() == PutOutcome.EXISTED;
            files.add(new StoredFile(
                    file.table(), file.key(), file.entry(), file.tableUuid(), file.sequenceNumber(), existed));
        }
        long total = ports.clock().unixNanos() - begun;
        return new StoredFiles(files, uploads.bytes(), encodeNanos, total - encodeNanos);
    }

    /** Returns the nanoseconds spent on encoding. */
    private long store(Divided divided, RowBatch batch, Uploads<StoredFile> uploads) throws StoreException {
        FileLayout layout = divided.layout();
        long encodeNanos = 0;
        for (FileRows rows : divided.files()) {
            long begun = ports.clock().unixNanos();
            ParquetFile file = layout.write(batch, rows);
            encodeNanos += ports.clock().unixNanos() - begun;
            NamedFile named = rows.named(file, rows.firstMicros());
            StoredFile planned = new StoredFile(
                    layout.table(), named.key(), named.entry(), layout.tableUuid(), layout.sequenceNumber(), false);
            uploads.begin(planned, layout.store(), named.key(), file.array(), file.length());
        }
        return encodeNanos;
    }
}
