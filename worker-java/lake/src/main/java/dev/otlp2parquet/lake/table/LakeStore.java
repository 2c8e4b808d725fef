package dev.otlp2parquet.lake.table;

import dev.otlp2parquet.iceberg.commit.AppendedFile;
import dev.otlp2parquet.iceberg.r2.BucketLocations;
import dev.otlp2parquet.iceberg.write.PartitionRows;
import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.lake.LakeException;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.lake.file.FileOptions;
import dev.otlp2parquet.lake.file.TooManyFilesException;
import dev.otlp2parquet.lake.file.Uploads;
import dev.otlp2parquet.otlp.table.Table;
import dev.otlp2parquet.otlp.table.TableBatches;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.ParquetFileWriter;
import dev.otlp2parquet.parquet.WriterOptions;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.platform.bucket.ObjectStore.PutOutcome;
import dev.otlp2parquet.platform.bucket.StoreException;
import java.util.ArrayList;
import java.util.List;

/**
 * Stores rows as data files of their tables: one for each table and partition, under the table's location. Commits nothing.
 *
 * <p>Storing is idempotent as far as the names are: when it fails half way, what was stored stays, and storing the same rows
 * again finds those objects and adds the missing ones.
 */
public final class LakeStore {

    /** Key of the table's schema in the footer, as Iceberg's own writers name it. */
    static final String SCHEMA_KEY = "iceberg.schema";

    private final LakeConfig config;
    private final LakePorts ports;
    private final LakeTables tables;
    private final FileNames names;

    public LakeStore(LakeConfig config, LakePorts ports, LakeTables tables, FileNames names) {
        this.config = config;
        this.ports = ports;
        this.tables = tables;
        this.names = names;
    }

    /** Stores the rows of all tables. */
    public LakeResult store(TableBatches batches) throws StoreException {
        return store(batches, List.of(Table.values()));
    }

    /**
     * Writes the files of some tables and waits until all of them are durable. Nothing is stored unless every one of the
     * tables can be written to.
     *
     * @throws StoreException if a file is not durable; every put that was begun has ended by then
     * @throws LakeException if a table cannot be written to
     * @throws TooManyFilesException if there would be too many
     */
    public LakeResult store(TableBatches batches, List<Table> chosen) throws StoreException {
        List<LakeTable> targets = new ArrayList<>();
        for (Table table : chosen) {
            if (batches.rows(table) > 0) {
                targets.add(tables.get(table, ports));
            }
        }
        long begun = ports.clock().unixNanos();
        long encodeNanos = 0;
        Uploads<LakeFile> uploads = new Uploads<>(ports.store());
        try {
            List<List<PartitionRows>> partitions = new ArrayList<>();
            int count = 0;
            for (LakeTable target : targets) {
                partitions.add(target.plan().split(batches.batch(target.table())));
                count += partitions.get(partitions.size() - 1).size();
            }
            TooManyFilesException.check(count);
            encodeNanos += ports.clock().unixNanos() - begun;
            for (int i = 0; i < targets.size(); i++) {
                encodeNanos += storeTable(targets.get(i), batches, partitions.get(i), uploads);
            }
            uploads.awaitAll();
        } catch (StoreException | RuntimeException | Error e) {
            uploads.abandon(e);
            throw e;
        }
        List<LakeFile> files = new ArrayList<>();
        for (Uploads.Uploaded<LakeFile> upload : uploads.stored()) {
            LakeFile file = upload.file();
            boolean existed = upload.outcome() == PutOutcome.EXISTED;
            files.add(new LakeFile(file.table(), file.file(), file.tableUuid(), file.sequenceNumber(), existed));
        }
        long total = ports.clock().unixNanos() - begun;
        return new LakeResult(files, uploads.bytes(), encodeNanos, total - encodeNanos);
    }

    /** The nanoseconds spent on sorting and encoding. */
    private long storeTable(
            LakeTable target, TableBatches batches, List<PartitionRows> partitions, Uploads<LakeFile> uploads)
            throws StoreException {
        long begun = ports.clock().unixNanos();
        RowBatch batch = batches.batch(target.table());
        BucketLocations locations = config.catalog().locations();
        WriterOptions options = FileOptions.of(config, batches.definition(target.table()))
                .keyValue(SCHEMA_KEY, target.metadata().schema().json().toJson())
                .sortingColumns(target.plan().sortingColumns())
                .build();
        ParquetFileWriter writer = new ParquetFileWriter(options, ports.compressor());
        long encodeNanos = ports.clock().unixNanos() - begun;
        for (PartitionRows rows : partitions) {
            begun = ports.clock().unixNanos();
            ParquetFile file = writer.write(batch, rows.rows(), target.plan().fileSchema());
            encodeNanos += ports.clock().unixNanos() - begun;
            byte[] sha256 = ports.digest().sha256(file.array(), 0, file.length());
            String location = target.plan().location(names.name(target.table(), sha256));
            AppendedFile appended = target.plan().appendedFile(location, rows, file.description());
            LakeFile planned = new LakeFile(
                    target.table(),
                    appended,
                    target.metadata().uuid(),
                    target.metadata().lastSequenceNumber(),
                    false);
            uploads.begin(planned, locations.key(location), file.array(), file.length());
        }
        return encodeNanos;
    }
}
