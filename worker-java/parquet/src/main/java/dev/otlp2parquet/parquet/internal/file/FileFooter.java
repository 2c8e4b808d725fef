package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.internal.format.ColumnChunk;
import dev.otlp2parquet.parquet.internal.format.ColumnOrder;
import dev.otlp2parquet.parquet.internal.format.CompactWriter;
import dev.otlp2parquet.parquet.internal.format.FileMetaData;
import dev.otlp2parquet.parquet.internal.format.KeyValue;
import dev.otlp2parquet.parquet.internal.format.RowGroup;
import dev.otlp2parquet.parquet.internal.format.ThriftSortingColumn;
import dev.otlp2parquet.parquet.internal.format.ThriftStruct;
import dev.otlp2parquet.parquet.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The end of a file, after the row groups and their Bloom filters (README.md of parquet-format, "File format"): column
 * indexes, offset indexes, footer, its length, {@code PAR1}.
 *
 * @param sorting columns that the rows of every row group are sorted by
 * @param singlePageIndexes whether there are indexes although each chunk has one page
 */
public record FileFooter(
        Schema schema,
        List<ThriftSortingColumn> sorting,
        boolean singlePageIndexes,
        String createdBy,
        Map<String, String> keyValueMetadata) {

    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

    /** Writes the first bytes of every file, which are also the last. */
    public static void writeMagic(FileBytes file) {
        file.sink().write(MAGIC, 0, MAGIC.length);
    }

    /**
     * Appends the end of the file.
     *
     * @param groups all row groups, their Bloom filters written
     */
    public void write(List<WrittenRowGroup> groups, long rows, FileBytes file) {
        List<RowGroup> rowGroups = writePageIndex(groups, file);
        ByteSink sink = file.sink();
        int start = sink.size();
        new CompactWriter(sink).write(fileMetaData(rowGroups, rows));
        sink.writeInt(sink.size() - start);
        writeMagic(file);
    }

    /**
     * Writes the column indexes of all row groups, then the offset indexes (PageIndex.md). Writes neither if the footer
     * contains the same information. All columns have indexes or none, because a reader that skips pages needs the
     * places of the pages of every column. Returns the row groups with both indexes.
     */
    private List<RowGroup> writePageIndex(List<WrittenRowGroup> groups, FileBytes file) {
        boolean indexed = singlePageIndexes || haveSeveralPages(groups);
        List<ColumnChunk.Extent> columnIndexes = new ArrayList<>();
        for (WrittenRowGroup group : groups) {
            for (WrittenChunk chunk : group.chunks()) {
                boolean some = indexed && chunk.columnIndex() != null;
                columnIndexes.add(some ? append(chunk.columnIndex(), file) : null);
            }
        }
        List<RowGroup> rowGroups = new ArrayList<>(groups.size());
        int index = 0;
        for (WrittenRowGroup group : groups) {
            List<ColumnChunk> columns = new ArrayList<>(group.chunks().size());
            for (WrittenChunk chunk : group.chunks()) {
                ColumnChunk.Extent offsetIndex = indexed ? append(chunk.offsetIndex(), file) : null;
                columns.add(new ColumnChunk(chunk.metadata(), offsetIndex, columnIndexes.get(index)));
                index++;
            }
            rowGroups.add(new RowGroup(
                    columns,
                    group.uncompressedSize(),
                    group.rows(),
                    sorting,
                    group.offset(),
                    group.compressedSize(),
                    rowGroups.size()));
        }
        return rowGroups;
    }

    private static boolean haveSeveralPages(List<WrittenRowGroup> groups) {
        for (WrittenRowGroup group : groups) {
            for (WrittenChunk chunk : group.chunks()) {
                if (chunk.offsetIndex().pageLocations().size() > 1) {
                    return true;
                }
            }
        }
        return false;
    }

    private static ColumnChunk.Extent append(ThriftStruct index, FileBytes file) {
        long start = file.position();
        new CompactWriter(file.sink()).write(index);
        return new ColumnChunk.Extent(start, (int) (file.position() - start));
    }

    private FileMetaData fileMetaData(List<RowGroup> rowGroups, long rows) {
        List<KeyValue> keyValues = new ArrayList<>();
        for (Map.Entry<String, String> entry : keyValueMetadata.entrySet()) {
            keyValues.add(new KeyValue(entry.getKey(), entry.getValue()));
        }
        List<ColumnOrder> orders = new ArrayList<>(schema.leaves().size());
        for (int i = 0; i < schema.leaves().size(); i++) {
            orders.add(ColumnOrder.TYPE_ORDER);
        }
        return new FileMetaData(SchemaElements.of(schema), rows, rowGroups, keyValues, createdBy, orders);
    }
}
