package dev.otlp2parquet.iceberg.write;

import dev.otlp2parquet.iceberg.commit.AppendedFile;
import dev.otlp2parquet.iceberg.manifest.DataFile;
import dev.otlp2parquet.iceberg.partition.PartitionSpec;
import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import dev.otlp2parquet.iceberg.schema.SchemaMapping;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.parquet.FileDescription;
import dev.otlp2parquet.parquet.SortingColumn;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.schema.Schema;
import java.util.List;

/**
 * How the batches of a writer become files of a table: its columns and ids, its current partition spec, its sort order.
 * Make a new plan when the table's metadata change.
 */
public final class TablePlan {

    private final TableMetadata table;
    private final SchemaMapping mapping;
    private final PartitionSpec spec;
    private final List<PrimitiveType> partitionTypes;
    private final FileOrder order;

    private TablePlan(
            TableMetadata table,
            SchemaMapping mapping,
            PartitionSpec spec,
            List<PrimitiveType> partitionTypes,
            FileOrder order) {
        this.table = table;
        this.mapping = mapping;
        this.spec = spec;
        this.partitionTypes = partitionTypes;
        this.order = order;
    }

    /**
     * Plans the files of a table.
     *
     * @param writer schema of the batches
     * @param preferredOrder columns by which rows are sorted if the table has no order
     * @throws dev.otlp2parquet.iceberg.schema.SchemaConflictException if the columns do not fit
     * @throws IllegalArgumentException if the table is partitioned in an unknown way
     */
    public static TablePlan of(TableMetadata table, Schema writer, List<String> preferredOrder) {
        SchemaMapping mapping = SchemaMapping.of(writer, table.schema(), table.schemas());
        PartitionSpec spec = table.defaultSpec();
        return new TablePlan(
                table,
                mapping,
                spec,
                spec.resultTypes(table.schema()),
                FileOrder.of(table.sortOrder(), mapping.fileSchema(), writer, preferredOrder));
    }

    /** Returns the schema of files: the last argument of the Parquet writer. */
    public Schema fileSchema() {
        return mapping.fileSchema();
    }

    /** Returns the columns of the writer that the table lacks. Callers warn about them once. */
    public List<String> leftOut() {
        return mapping.leftOut();
    }

    /** Returns the order to declare in files, by positions in {@link #fileSchema()}. */
    public List<SortingColumn> sortingColumns() {
        return order.sortingColumns();
    }

    /** Returns the location of a new file of the table. */
    public String location(String fileName) {
        return table.dataLocation() + "/" + fileName;
    }

    /**
     * Divides the rows of a batch by partition, each in the order of the table. The same batch always gives the same
     * result.
     */
    public List<PartitionRows> split(RowBatch batch) {
        return split(batch, null);
    }

    /**
     * As {@link #split(RowBatch)}, for some of the rows.
     *
     * @param chosen whether each row counts; null for all rows
     */
    public List<PartitionRows> split(RowBatch batch, boolean[] chosen) {
        return PartitionSplit.of(batch, spec, mapping, order.keys(), chosen);
    }

    /** Returns the entry of a file that was written from {@code rows} and is stored at {@code location}. */
    public AppendedFile appendedFile(String location, PartitionRows rows, FileDescription file) {
        return new AppendedFile(
                spec.specId(),
                partitionTypes,
                DataFile.parquet(
                        location,
                        rows.partition(),
                        file.rows(),
                        file.size(),
                        FileMetrics.of(file, table.schema()),
                        file.rowGroupOffsets(),
                        order.orderId()));
    }
}
