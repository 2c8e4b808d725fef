package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.otlp.table.Table;
import dev.otlp2parquet.otlp.table.TableBatches;
import dev.otlp2parquet.otlp.table.TableDefinition;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.ParquetFileWriter;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.platform.bucket.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stores the rows of one request in plain mode: one object for each table, service and hour, its rows sorted as
 * schema.md says, under a key that follows from its content.
 *
 * <p>Storing is idempotent: when it fails half way, what was stored stays, and storing the same rows again finds those
 * objects under the same keys and adds the missing ones.
 */
public final class PlainStore {

    private final LakeConfig config;
    private final LakePorts ports;
    private final PlainKeys keys;
    private final ContentNames names;
    private final Uploads<StoredFile> uploads;
    private long encodeNanos;

    public PlainStore(LakeConfig config, LakePorts ports, ContentNames names) {
        this.names = names;
        this.config = config;
        this.ports = ports;
        this.keys = new PlainKeys(config.keyPrefix());
        this.uploads = new Uploads<>(ports.store());
    }

    /**
     * Writes the files and waits until all of them are durable. Called once.
     *
     * @throws StoreException if one of them is not; every put that was begun has ended by then
     * @throws TooManyFilesException if there would be too many
     */
    public StoreResult store(TableBatches batches) throws StoreException {
        long begun = ports.clock().unixNanos();
        try {
            Map<Table, Partitions> partitions = new TreeMap<>();
            int count = 0;
            for (Table table : Table.values()) {
                if (batches.rows(table) > 0) {
                    Partitions ofTable =
                            Partitions.of(batches.definition(table), batches.batch(table), config.partitionByService());
                    partitions.put(table, ofTable);
                    count += ofTable.count();
                }
            }
            TooManyFilesException.check(count);
            encodeNanos += ports.clock().unixNanos() - begun;
            for (Map.Entry<Table, Partitions> entry : partitions.entrySet()) {
                storeTable(batches.definition(entry.getKey()), batches.batch(entry.getKey()), entry.getValue());
            }
            uploads.awaitAll();
        } catch (StoreException | RuntimeException | Error e) {
            uploads.abandon(e);
            throw e;
        }
        long total = ports.clock().unixNanos() - begun;
        List<StoredFile> files = new ArrayList<>();
        for (Uploads.Uploaded<StoredFile> upload : uploads.stored()) {
            files.add(upload.file());
        }
        return new StoreResult(files, uploads.bytes(), encodeNanos, total - encodeNanos);
    }

    private void storeTable(TableDefinition definition, RowBatch batch, Partitions partitions) throws StoreException {
        ParquetFileWriter writer = new ParquetFileWriter(FileOptions.plain(config, definition), ports.compressor());
        for (int i = 0; i < partitions.count(); i++) {
            long begun = ports.clock().unixNanos();
            ParquetFile file = writer.write(batch, partitions.rows(i));
            encodeNanos += ports.clock().unixNanos() - begun;
            String last = names.name(ports.digest().sha256(file.array(), 0, file.length()));
            long hour = partitions.hour(i);
            String key =
                    keys.key(definition.table(), partitions.serviceSegment(i), hour, partitions.firstMicros(i), last);
            StoredFile stored = new StoredFile(definition.table(), key, hour, file.description());
            uploads.begin(stored, key, file.array(), file.length());
        }
    }
}
