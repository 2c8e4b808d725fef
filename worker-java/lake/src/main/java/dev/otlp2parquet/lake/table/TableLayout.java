package dev.otlp2parquet.lake.table;

import dev.otlp2parquet.iceberg.write.PartitionRows;
import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.lake.file.FileLayout;
import dev.otlp2parquet.lake.file.FileNames;
import dev.otlp2parquet.lake.file.FileOptions;
import dev.otlp2parquet.lake.file.FileRows;
import dev.otlp2parquet.lake.file.NamedFile;
import dev.otlp2parquet.lake.file.TooManyFilesException;
import dev.otlp2parquet.parquet.OpenParquetFile;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.ParquetFileWriter;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.text.Hex;
import dev.otlp2parquet.table.TableShape;
import java.util.ArrayList;
import java.util.List;

/** Data files of a table of the catalog as the table is now: one per partition, under the table's location. */
final class TableLayout implements FileLayout {

    /** Key of the table's schema in the footer, as in Iceberg's own writers. */
    private static final String SCHEMA_KEY = "iceberg.schema";

    private static final String SUFFIX = ".parquet";

    private final TableShape shape;
    private final LakeTable target;
    private final FileNames names;
    private final ParquetFileWriter writer;
    private final ObjectStore store;

    /**
     * Makes a layout.
     *
     * @param target the table with the name of the shape
     * @param store its keys are locations
     */
    TableLayout(
            LakeConfig config,
            TableShape shape,
            LakeTable target,
            ObjectStore store,
            Compressor compressor,
            FileNames names) {
        this.shape = shape;
        this.store = store;
        this.target = target;
        this.names = names;
        this.writer = new ParquetFileWriter(
                FileOptions.of(config, shape)
                        .keyValue(SCHEMA_KEY, target.metadata().schema().json().toJson())
                        .sortingColumns(target.plan().sortingColumns())
                        .build(),
                compressor);
    }

    /** Rows of a partition. */
    private final class TableRows extends FileRows {
        private final PartitionRows partition;

        TableRows(PartitionRows partition) {
            super(text(partition.partition()), partition.rows(), 0);
            this.partition = partition;
        }

        @Override
        public NamedFile named(ParquetFile file, long earliestMicros) {
            String location = target.plan().location(names.name(file, "") + SUFFIX);
            return new NamedFile(location, target.plan().appendedFile(location, partition, file.description()));
        }
    }

    @Override
    public TableShape table() {
        return shape;
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    @Override
    public List<FileRows> split(RowBatch batch, boolean[] chosen) {
        List<FileRows> files = new ArrayList<>();
        for (PartitionRows rows : target.plan().split(batch, chosen)) {
            files.add(new TableRows(rows));
        }
        return files;
    }

    /** Joins the values of a partition to a text. Different partitions give different texts. */
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
    public List<FileRows> splitRequest(RowBatch batch, int before) {
        List<FileRows> files = split(batch, null);
        TooManyFilesException.check(before + files.size());
        return files;
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
    public String tableUuid() {
        return target.metadata().uuid();
    }

    @Override
    public long sequenceNumber() {
        return target.metadata().lastSequenceNumber();
    }
}
