package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.ColumnDescription;
import dev.otlp2parquet.parquet.FileDescription;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.SortingColumn;
import dev.otlp2parquet.parquet.WriterOptions;
import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.parquet.internal.bloom.SplitBlockBloomFilter;
import dev.otlp2parquet.parquet.internal.format.BloomFilterHeader;
import dev.otlp2parquet.parquet.internal.format.ColumnChunk;
import dev.otlp2parquet.parquet.internal.format.ColumnMetaData;
import dev.otlp2parquet.parquet.internal.format.ColumnOrder;
import dev.otlp2parquet.parquet.internal.format.CompactWriter;
import dev.otlp2parquet.parquet.internal.format.FileMetaData;
import dev.otlp2parquet.parquet.internal.format.KeyValue;
import dev.otlp2parquet.parquet.internal.format.RowGroup;
import dev.otlp2parquet.parquet.internal.format.ThriftSortingColumn;
import dev.otlp2parquet.parquet.internal.format.ThriftStruct;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.LeafColumn;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Puts a file together (README.md of parquet-format, "File format"): {@code PAR1}, row groups, Bloom filters, column indexes,
 * offset indexes, footer, its length, {@code PAR1}.
 */
public final class FileAssembler {

    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

    private static final int MIN_CAPACITY = 1 << 14;

    /** Above this the array grows as needed: a guess must not take much memory. */
    private static final int MAX_CAPACITY = 1 << 24;

    private final WriterOptions options;
    private final ChunkWriter chunkWriter;
    private int lastRows;
    private int lastSize;

    public FileAssembler(WriterOptions options, Compressor compressor) {
        this.options = options;
        this.chunkWriter = new ChunkWriter(options, compressor);
    }

    /** Writes the selected rows of a batch as a file of the columns of {@code schema}. */
    public ParquetFile write(RowBatch batch, RowSelection rows, Schema schema) {
        Open file = open(schema, expectedSize(rows.size()));
        file.append(batch, rows);
        ParquetFile written = file.finish();
        lastRows = rows.size();
        lastSize = written.length();
        return written;
    }

    /** Begins a file of the columns of {@code schema}. */
    public Open open(Schema schema) {
        return open(schema, MIN_CAPACITY);
    }

    private Open open(Schema schema, int capacity) {
        return new Open(schema, capacity);
    }

    /** A file that grows by row groups. It holds its bytes, and nothing of the batches that they came from. */
    public final class Open {

        private final Schema schema;
        private final List<ThriftSortingColumn> sorting;
        private final boolean[] filtered;
        private final ByteSink file;
        private final List<WrittenRowGroup> groups = new ArrayList<>();
        private List<ColumnDescription> columns = List.of();
        private int rows;

        private Open(Schema schema, int capacity) {
            this.schema = schema;
            this.sorting = sortingColumns(schema);
            this.filtered = filteredLeaves(schema);
            this.file = new ByteSink(capacity);
            file.write(MAGIC, 0, MAGIC.length);
        }

        /** Adds the selected rows of a batch, as one row group or several. */
        public void append(RowBatch batch, RowSelection selection) {
            List<RecordShredder> shredders = shreddersOf(batch, schema);
            chunkWriter.useHashSeed(batch.hashSeed());
            int first = groups.size();
            int groupRows = estimatedGroupRows(batch);
            int from = 0;
            while (from < selection.size()) {
                int to = from + Math.min(groupRows, selection.size() - from);
                int start = file.size();
                WrittenRowGroup group = writeRowGroup(schema, shredders, filtered, selection, from, to, file);
                if (group.uncompressedSize() > options.rowGroupBytes() && to - from > 1) {
                    // The estimate was wrong: rows are larger here. What was written is dropped and fewer are tried.
                    file.truncate(start);
                    long fitting = (long) (to - from) * options.rowGroupBytes() / group.uncompressedSize();
                    groupRows = (int) Math.max(1, Math.min(fitting, (to - from) / 2));
                    continue;
                }
                groups.add(group);
                from = to;
            }
            rows = Math.addExact(rows, selection.size());
            // Bounds are places in the batch until here, and bytes from here on.
            List<ColumnDescription> added = describe(schema, shredders, groups.subList(first, groups.size()));
            columns = columns.isEmpty() ? added : JoinedColumns.of(columns, added);
        }

        /** Bytes of memory that the file takes. */
        public int retainedBytes() {
            return file.capacity();
        }

        /** Ends the file, to which at least one batch was appended, if one without rows. */
        public ParquetFile finish() {
            List<ColumnMetaData> metadata = writeBloomFilters(groups, file);
            List<RowGroup> rowGroups = writePageIndex(groups, metadata, sorting, file);
            int footerStart = file.size();
            new CompactWriter(file).write(fileMetaData(schema, rowGroups, rows));
            file.writeInt(file.size() - footerStart);
            file.write(MAGIC, 0, MAGIC.length);
            List<Long> offsets = new ArrayList<>(groups.size());
            for (WrittenRowGroup group : groups) {
                offsets.add(group.offset());
            }
            return new ParquetFile(file.array(), file.size(), new FileDescription(rows, file.size(), offsets, columns));
        }
    }

    /**
     * From the file before, if it had as many rows: growing the array by doubling was a sixth of the time of writing in Wasm,
     * where each new array is filled with zeros first.
     */
    private int expectedSize(int rows) {
        long expected = lastRows == 0 ? 0 : (long) lastSize * rows / lastRows;
        return (int) Math.max(MIN_CAPACITY, Math.min(MAX_CAPACITY, expected + expected / 8));
    }

    /** One for each leaf of {@code schema}, in its order. */
    private static List<RecordShredder> shreddersOf(RowBatch batch, Schema schema) {
        List<RecordShredder> all = new ArrayList<>(batch.schema().leaves().size());
        for (int i = 0; i < batch.columnCount(); i++) {
            all.addAll(RecordShredder.of(batch.column(i)));
        }
        if (schema == batch.schema()) {
            return all;
        }
        List<RecordShredder> chosen = new ArrayList<>(schema.leaves().size());
        for (LeafColumn leaf : schema.leaves()) {
            chosen.add(all.get(leafLike(batch.schema(), leaf)));
        }
        return chosen;
    }

    /** Position of the leaf with the path, type and levels of another. */
    private static int leafLike(Schema schema, LeafColumn wanted) {
        for (int i = 0; i < schema.leaves().size(); i++) {
            LeafColumn leaf = schema.leaves().get(i);
            if (leaf.path().equals(wanted.path())
                    && leaf.maxDefinitionLevel() == wanted.maxDefinitionLevel()
                    && leaf.maxRepetitionLevel() == wanted.maxRepetitionLevel()
                    && leaf.field().type() == wanted.field().type()
                    && leaf.field().typeLength() == wanted.field().typeLength()) {
                return i;
            }
        }
        throw new IllegalArgumentException(wanted.dottedPath() + ": the batch has no such column of this type");
    }

    /** From what the batch holds per row; what the pages really take is seen when they are written. */
    private int estimatedGroupRows(RowBatch batch) {
        int rows = batch.rows();
        long bytes = batch.bufferedBytes();
        if (bytes <= options.rowGroupBytes()) {
            return options.rowGroupRows();
        }
        long fitting = (long) options.rowGroupBytes() * rows / bytes;
        return (int) Math.max(1, Math.min(options.rowGroupRows(), fitting));
    }

    private WrittenRowGroup writeRowGroup(
            Schema schema,
            List<RecordShredder> shredders,
            boolean[] filtered,
            RowSelection rows,
            int from,
            int to,
            ByteSink file) {
        int start = file.size();
        List<WrittenChunk> chunks = new ArrayList<>(shredders.size());
        long uncompressed = 0;
        for (int i = 0; i < shredders.size(); i++) {
            LeafColumn leaf = schema.leaves().get(i);
            WrittenChunk chunk = chunkWriter.write(leaf, shredders.get(i), rows, from, to, filtered[i], file);
            uncompressed += chunk.metadata().totalUncompressedSize();
            chunks.add(chunk);
        }
        return new WrittenRowGroup(start, file.size() - start, uncompressed, to - from, chunks);
    }

    /** BloomFilter.md, "File Format": each behind its header. Returns the metadata of all chunks of all row groups. */
    private static List<ColumnMetaData> writeBloomFilters(List<WrittenRowGroup> groups, ByteSink file) {
        List<ColumnMetaData> metadata = new ArrayList<>();
        for (WrittenRowGroup group : groups) {
            for (WrittenChunk chunk : group.chunks()) {
                SplitBlockBloomFilter filter = chunk.bloomFilter();
                if (filter == null) {
                    metadata.add(chunk.metadata());
                    continue;
                }
                int start = file.size();
                new CompactWriter(file).write(new BloomFilterHeader(filter.size()));
                filter.write(file);
                metadata.add(chunk.metadata().withBloomFilter(new ColumnChunk.Extent(start, file.size() - start)));
            }
        }
        return metadata;
    }

    /**
     * PageIndex.md: the column indexes of all row groups, then the offset indexes; neither if they would tell nothing that the
     * footer does not. All or none: a reader that skips pages wants to know the places of those of every column. Returns the row
     * groups with both.
     */
    private List<RowGroup> writePageIndex(
            List<WrittenRowGroup> groups,
            List<ColumnMetaData> metadata,
            List<ThriftSortingColumn> sorting,
            ByteSink file) {
        boolean indexed = options.singlePageIndexes() || haveSeveralPages(groups);
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
                columns.add(new ColumnChunk(metadata.get(index), offsetIndex, columnIndexes.get(index)));
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

    private static ColumnChunk.Extent append(ThriftStruct index, ByteSink file) {
        int start = file.size();
        new CompactWriter(file).write(index);
        return new ColumnChunk.Extent(start, file.size() - start);
    }

    private FileMetaData fileMetaData(Schema schema, List<RowGroup> rowGroups, int rows) {
        List<KeyValue> keyValues = new ArrayList<>();
        for (Map.Entry<String, String> entry : options.keyValueMetadata().entrySet()) {
            keyValues.add(new KeyValue(entry.getKey(), entry.getValue()));
        }
        List<ColumnOrder> orders = new ArrayList<>(schema.leaves().size());
        for (int i = 0; i < schema.leaves().size(); i++) {
            orders.add(ColumnOrder.TYPE_ORDER);
        }
        return new FileMetaData(SchemaElements.of(schema), rows, rowGroups, keyValues, options.createdBy(), orders);
    }

    /** Whether each leaf should have Bloom filters. */
    private boolean[] filteredLeaves(Schema schema) {
        boolean[] filtered = new boolean[schema.leaves().size()];
        for (String column : options.bloomFilterColumns()) {
            for (int i = 0; i < filtered.length; i++) {
                LeafColumn leaf = schema.leaves().get(i);
                if (leaf.path().size() != 1 || !leaf.path().get(0).equals(column)) {
                    continue;
                }
                if (!leaf.field().type().isByteString()) {
                    throw new IllegalArgumentException(
                            column + " holds no byte strings: Bloom filters are written for nothing else");
                }
                filtered[i] = true;
            }
        }
        return filtered;
    }

    /** Checked for every file, also one without row groups, which would not show them. */
    private List<ThriftSortingColumn> sortingColumns(Schema schema) {
        List<ThriftSortingColumn> sorting = new ArrayList<>();
        for (SortingColumn column : options.sortingColumns()) {
            sorting.add(
                    new ThriftSortingColumn(leafOf(schema, column.column()), column.descending(), column.nullsFirst()));
        }
        return sorting;
    }

    /** Position among the leaves of a top-level column that is one itself. */
    private static int leafOf(Schema schema, int column) {
        if (column < 0 || column >= schema.fields().size()) {
            throw new IllegalArgumentException("Rows cannot be sorted by column " + column + " of "
                    + schema.fields().size());
        }
        Field field = schema.fields().get(column);
        if (!(field instanceof PrimitiveField) || field.repetition() == Repetition.REPEATED) {
            throw new IllegalArgumentException(field.name() + " has not one value a row: rows cannot be sorted by it");
        }
        int leaf = 0;
        while (!schema.leaves().get(leaf).path().get(0).equals(field.name())) {
            leaf++;
        }
        return leaf;
    }

    private List<ColumnDescription> describe(
            Schema schema, List<RecordShredder> shredders, List<WrittenRowGroup> groups) {
        List<ColumnDescription> columns = new ArrayList<>(shredders.size());
        for (int i = 0; i < shredders.size(); i++) {
            LeafValues values = chunkWriter.valuesOf(shredders.get(i));
            Bounds bounds = new Bounds();
            long compressed = 0;
            long entries = 0;
            long nulls = 0;
            for (WrittenRowGroup group : groups) {
                WrittenChunk chunk = group.chunks().get(i);
                values.merge(bounds, chunk.bounds());
                compressed += chunk.metadata().totalCompressedSize();
                entries += chunk.entries();
                nulls += chunk.nulls();
            }
            boolean bounded = bounds.isPresent();
            columns.add(new ColumnDescription(
                    schema.leaves().get(i),
                    compressed,
                    entries,
                    nulls,
                    bounds.nans(),
                    bounded
                            ? values.lowerBound(bounds.min(), options.boundBytes())
                                    .bytes()
                            : null,
                    bounded
                            ? values.upperBound(bounds.max(), options.boundBytes())
                                    .bytes()
                            : null));
        }
        return columns;
    }
}
