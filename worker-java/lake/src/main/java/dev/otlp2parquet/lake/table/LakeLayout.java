package dev.otlp2parquet.lake.table;

import dev.otlp2parquet.iceberg.write.PartitionRows;
import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.lake.file.FileLayout;
import dev.otlp2parquet.lake.file.FileOptions;
import dev.otlp2parquet.lake.file.FileRows;
import dev.otlp2parquet.lake.file.NamedFile;
import dev.otlp2parquet.otlp.table.Table;
import dev.otlp2parquet.otlp.table.TableDefinition;
import dev.otlp2parquet.parquet.OpenParquetFile;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.ParquetFileWriter;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.text.Hex;
import java.util.ArrayList;
import java.util.List;

/** Data files of a table of the catalog, as the table is now: one for each partition, under the table's location. */
public final class LakeLayout implements FileLayout {

    private final LakeConfig config;
    private final LakeTable target;
    private final Digest digest;
    private final FileNames names;
    private final ParquetFileWriter writer;

    public LakeLayout(
            LakeConfig config,
            TableDefinition definition,
            LakeTable target,
            Compressor compressor,
            Digest digest,
            FileNames names) {
        this.config = config;
        this.target = target;
        this.digest = digest;
        this.names = names;
        this.writer = new ParquetFileWriter(
                FileOptions.of(config, definition)
                        .keyValue(
                                LakeStore.SCHEMA_KEY,
                                target.metadata().schema().json().toJson())
                        .sortingColumns(target.plan().sortingColumns())
                        .build(),
                compressor);
    }

    @Override
    public Table table() {
        return target.table();
    }

    @Override
    public List<FileRows> split(RowBatch batch, boolean[] chosen) {
        List<FileRows> files = new ArrayList<>();
        for (PartitionRows rows : target.plan().split(batch, chosen)) {
            files.add(new FileRows(text(rows.partition()), rows.rows(), 0, rows));
        }
        return files;
    }

    /** The values one after the other; no text of one can be taken for that of another. */
    private static String text(List<Object> partition) {
        StringBuilder text = new StringBuilder();
        for (Object value : partition) {
            if (value instanceof byte[] bytes) {
                text.append(Hex.of(bytes));
            } else if (value instanceof String string) {
                text.append(string.length()).append(':').append(string);
            } else if (value instanceof Boolean flag) {
                text.append(flag.booleanValue());
            } else if (value instanceof Double number) {
                text.append(Double.doubleToLongBits(number));
            } else if (value instanceof Float number) {
                text.append(Float.floatToIntBits(number));
            } else if (value instanceof Integer number) {
                text.append(number.intValue());
            } else if (value instanceof Long number) {
                text.append(number.longValue());
            } else if (value != null) {
                throw new IllegalArgumentException("a partition value of a class that is not known");
            }
            text.append(value == null ? "-" : ";");
        }
        return text.toString();
    }

    @Override
    public ParquetFile write(RowBatch batch, FileRows rows) {
        return writer.write(batch, rows.rows(), target.plan().fileSchema());
    }

    @Override
    public OpenParquetFile open() {
        return writer.open(target.plan().fileSchema());
    }

    @Override
    public NamedFile named(FileRows rows, long firstMicros, ParquetFile file) {
        byte[] sha256 = digest.sha256(file.array(), 0, file.length());
        String location = target.plan().location(names.name(target.table(), sha256));
        return new NamedFile(
                config.catalog().locations().key(location),
                target.plan().appendedFile(location, (PartitionRows) rows.source(), file.description()));
    }

    @Override
    public String tableUuid() {
        return target.metadata().uuid();
    }
}
