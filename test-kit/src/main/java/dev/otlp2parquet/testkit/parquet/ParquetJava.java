package dev.otlp2parquet.testkit.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** A file as parquet-java reads it: rows, footer, page index, page headers. Page checksums are verified where present. */
public final class ParquetJava {
    private final byte[] file;
    private final ParquetMetadata footer;
    private final IdentityHashMap<ColumnChunkMetaData, ColumnIndex> columnIndexes = new IdentityHashMap<>();
    private final IdentityHashMap<ColumnChunkMetaData, OffsetIndex> offsetIndexes = new IdentityHashMap<>();
    private final org.apache.parquet.format.FileMetaData thriftFooter;

    private ParquetJava(byte[] file) throws IOException {
        this.file = file;
        try (ParquetFileReader reader = open()) {
            footer = reader.getFooter();
            for (BlockMetaData group : footer.getBlocks()) {
                for (ColumnChunkMetaData chunk : group.getColumns()) {
                    columnIndexes.put(chunk, reader.readColumnIndex(chunk));
                    offsetIndexes.put(chunk, reader.readOffsetIndex(chunk));
                }
            }
        }
        int footerLength = littleEndianInt(file, file.length - 8);
        thriftFooter = Util.readFileMetaData(
                new java.io.ByteArrayInputStream(file, file.length - 8 - footerLength, footerLength));
    }

    /** Keeps the array: do not change it while this reader is used. */
    public static ParquetJava read(byte[] file) {
        try {
            return new ParquetJava(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public FileMetaData file() {
        return footer.getFileMetaData();
    }

    /** The footer as it stands in the file, for what parquet-java's own view leaves out (sorting columns, offsets). */
    public org.apache.parquet.format.FileMetaData thriftFooter() {
        return thriftFooter;
    }

    public MessageType schema() {
        return file().getSchema();
    }

    public List<BlockMetaData> rowGroups() {
        return footer.getBlocks();
    }

    /** The chunk of a leaf column given by its dotted path. */
    public ColumnChunkMetaData chunk(int rowGroup, String path) {
        for (ColumnChunkMetaData chunk : rowGroups().get(rowGroup).getColumns()) {
            if (chunk.getPath().toDotString().equals(path)) {
                return chunk;
            }
        }
        throw new AssertionError("no column " + path + " in row group " + rowGroup);
    }

    /** Whether a chunk has more than one data page, by what the footer says of them. */
    public boolean hasSeveralPages() {
        return thriftFooter.getRow_groups().stream()
                .flatMap(group -> group.getColumns().stream())
                .flatMap(chunk -> chunk.getMeta_data().getEncoding_stats().stream())
                .anyMatch(stats -> stats.getPage_type() == PageType.DATA_PAGE && stats.getCount() > 1);
    }

    /** null when the file has none for the chunk. */
    public ColumnIndex columnIndex(ColumnChunkMetaData chunk) {
        return columnIndexes.get(chunk);
    }

    /** null when the file has none for the chunk. */
    public OffsetIndex offsetIndex(ColumnChunkMetaData chunk) {
        return offsetIndexes.get(chunk);
    }

    /** The Bloom filter of a chunk; null when the file has none for it. */
    public BloomFilter bloomFilter(ColumnChunkMetaData chunk) {
        try (ParquetFileReader reader = open()) {
            return reader.readBloomFilter(chunk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many row groups are left to read for a filter when parquet-java may look at nothing but Bloom filters. */
    public int rowGroupsByBloomFilter(FilterPredicate filter) {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .useStatsFilter(false)
                .useDictionaryFilter(false)
                .useColumnIndexFilter(false)
                .useBloomFilter(true)
                .withRecordFilter(FilterCompat.get(filter))
                .build();
        try (ParquetFileReader reader = ParquetFileReader.open(new MemoryInputFile(file), options)) {
            return reader.getRowGroups().size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A page header and where its page lies: headerOffset, then the header, then header.compressed_page_size bytes to end. */
    public record Page(long headerOffset, PageHeader header, long end) {}

    /** All pages of a chunk, found by walking the headers from the chunk's first byte to its last. */
    public List<Page> pages(ColumnChunkMetaData chunk) {
        List<Page> pages = new ArrayList<>();
        long position = chunk.getStartingPos();
        long end = position + chunk.getTotalSize();
        while (position < end) {
            var in = new java.io.ByteArrayInputStream(file, (int) position, (int) (end - position));
            try {
                PageHeader header = Util.readPageHeader(in);
                long next = end - in.available() + header.getCompressed_page_size();
                pages.add(new Page(position, header, next));
                position = next;
            } catch (IOException e) {
                throw new UncheckedIOException("page header at " + position, e);
            }
        }
        if (position != end) {
            throw new AssertionError("pages of " + chunk.getPath() + " end at " + position + ", chunk ends at " + end);
        }
        return pages;
    }

    /** Every row of the file, each a list of its top-level values. */
    public List<List<Object>> rows() {
        return rows(new GroupRows(schema())::row);
    }

    /**
     * Every row of the file by the names of its columns: structs and maps are maps, lists are lists, text is a string and other
     * bytes are hex.
     */
    public List<Map<String, Object>> namedRows() {
        return rows(new NamedRows(schema())::row);
    }

    private <T> List<T> rows(Function<Group, T> row) {
        MessageType schema = schema();
        List<T> result = new ArrayList<>();
        try (ParquetFileReader reader = open()) {
            MessageColumnIO io = new ColumnIOFactory().getColumnIO(schema);
            PageReadStore pages = reader.readNextRowGroup();
            while (pages != null) {
                RecordReader<Group> records = io.getRecordReader(pages, new GroupRecordConverter(schema));
                for (long i = 0; i < pages.getRowCount(); i++) {
                    result.add(row.apply(records.read()));
                }
                pages = reader.readNextRowGroup();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    /**
     * The values of a top-level column in the rows that a filter on it leaves when parquet-java may skip row groups by
     * statistics and dictionaries and pages by the column index. A wrong bound anywhere loses values here.
     *
     * <p>Only that column is read: 1.18 may take the values of columns with other page boundaries from an earlier row, or run
     * out of them, in the last row selected (https://github.com/apache/parquet-java/issues/3747).
     */
    public List<Object> values(String column, FilterPredicate filter) {
        MessageType projection = new MessageType(schema().getName(), schema().getType(column));
        GroupRows rows = new GroupRows(projection);
        List<Object> result = new ArrayList<>();
        try (ParquetReader<Group> reader = new Builder(new MemoryInputFile(file))
                .set(ReadSupport.PARQUET_READ_SCHEMA, projection.toString())
                .withFilter(FilterCompat.get(filter))
                .useStatsFilter(true)
                .useDictionaryFilter(true)
                .useColumnIndexFilter(true)
                .build()) {
            Group group = reader.read();
            while (group != null) {
                result.add(rows.row(group).get(0));
                group = reader.read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    /** Dotted paths of all leaf columns, in schema order. */
    public List<String> leafPaths() {
        List<String> paths = new ArrayList<>();
        for (ColumnDescriptor column : schema().getColumns()) {
            paths.add(String.join(".", column.getPath()));
        }
        return paths;
    }

    /** Dotted paths of the columns that the first row group is sorted by. */
    public List<String> sortingColumns() {
        RowGroup group = thriftFooter.getRow_groups().get(0);
        return group.getSorting_columns().stream()
                .map(column -> path(group.getColumns().get(column.getColumn_idx())))
                .toList();
    }

    /** Dotted paths of the columns of the first row group that have a Bloom filter. */
    public List<String> bloomFilterColumns() {
        return thriftFooter.getRow_groups().get(0).getColumns().stream()
                .filter(column -> column.getMeta_data().isSetBloom_filter_offset())
                .map(ParquetJava::path)
                .toList();
    }

    private static String path(ColumnChunk column) {
        return String.join(".", column.getMeta_data().getPath_in_schema());
    }

    public Map<String, String> keyValueMetadata() {
        return file().getKeyValueMetaData();
    }

    private ParquetFileReader open() throws IOException {
        return ParquetFileReader.open(
                new MemoryInputFile(file),
                ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .usePageChecksumVerification(true)
                        .build());
    }

    private static int littleEndianInt(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }

    private static final class Builder extends ParquetReader.Builder<Group> {
        Builder(InputFile file) {
            super(file, new PlainParquetConfiguration());
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
