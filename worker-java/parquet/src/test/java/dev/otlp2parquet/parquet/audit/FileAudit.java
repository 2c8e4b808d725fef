package dev.otlp2parquet.parquet.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.WriterOptions;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.parquet.ParquetJava;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/** Audits one file; the first finding is thrown as an AssertionError that names the place. */
public final class FileAudit {
    private final Schema schema;
    private final List<List<Object>> rows;
    private final Map<String, LeafEntries> leaves;
    private final WriterOptions options;
    private final ParquetFile file;
    private final ParquetJava reader;

    private FileAudit(
            Schema schema, List<List<Object>> rows, WriterOptions options, ParquetFile file, ParquetJava reader) {
        this.schema = schema;
        this.rows = rows;
        this.leaves = LeafEntries.of(schema, rows);
        this.options = options;
        this.file = file;
        this.reader = reader;
    }

    /**
     * Checks everything in the file but the values, which readers compare.
     *
     * @param reader parquet-java's view of the file
     */
    public static void check(
            Schema schema, List<List<Object>> rows, WriterOptions options, ParquetFile file, ParquetJava reader) {
        FileAudit audit = new FileAudit(schema, rows, options, file, reader);
        audit.checkFooter();
        audit.checkRowGroups();
        new DescriptionAudit(schema, rows.size(), audit.leaves, options, file, reader).check();
    }

    private void checkFooter() {
        var footer = reader.thriftFooter();
        assertEquals("PAR1", new String(file.array(), 0, 4, StandardCharsets.US_ASCII), "magic at the start");
        assertEquals(
                "PAR1", new String(file.array(), file.length() - 4, 4, StandardCharsets.US_ASCII), "magic at the end");
        assertEquals(rows.size(), footer.getNum_rows(), "rows in the footer");
        assertEquals(options.createdBy(), footer.getCreated_by(), "created_by");
        assertEquals(options.keyValueMetadata(), reader.keyValueMetadata(), "key-value metadata");
        assertEquals(leaves.size(), footer.getColumn_ordersSize(), "column orders");
        footer.getColumn_orders().forEach(order -> assertTrue(order.isSetTYPE_ORDER(), "type defined order"));
    }

    private void checkRowGroups() {
        int from = 0;
        long behindLastGroup = 4;
        for (int r = 0; r < reader.rowGroups().size(); r++) {
            BlockMetaData group = reader.rowGroups().get(r);
            RowGroup thrift = reader.thriftFooter().getRow_groups().get(r);
            String where = "row group " + r;
            int to = from + Math.toIntExact(group.getRowCount());
            assertTrue(to > from, where + " is empty");
            assertTrue(to - from <= options.rowGroupRows(), where + " has " + (to - from) + " rows");
            assertTrue(to <= rows.size(), where + " ends at row " + to + " of " + rows.size());
            assertEquals(r, thrift.getOrdinal(), where + ": ordinal");
            assertEquals(behindLastGroup, thrift.getFile_offset(), where + ": offset");
            assertEquals(leaves.size(), group.getColumns().size(), where + ": columns");
            checkSorting(where, thrift);

            long compressed = 0;
            long uncompressed = 0;
            int column = 0;
            for (Map.Entry<String, LeafEntries> leaf : leaves.entrySet()) {
                ColumnChunkMetaData chunk = group.getColumns().get(column);
                String place = where + ", column " + leaf.getKey();
                assertEquals(leaf.getKey(), chunk.getPath().toDotString(), place + ": path");
                assertEquals(behindLastGroup + compressed, chunk.getStartingPos(), place + ": start");
                new ChunkAudit(
                                place,
                                reader,
                                chunk,
                                thrift.getColumns().get(column),
                                leaf.getValue(),
                                from,
                                to,
                                options)
                        .check();
                compressed += chunk.getTotalSize();
                uncompressed += chunk.getTotalUncompressedSize();
                column++;
            }
            assertEquals(uncompressed, thrift.getTotal_byte_size(), where + ": total_byte_size");
            assertEquals(compressed, thrift.getTotal_compressed_size(), where + ": total_compressed_size");
            if (to - from > 1) {
                assertTrue(
                        uncompressed <= options.rowGroupBytes() + headerRoom(r),
                        where + ": " + uncompressed + " bytes, allowed are " + options.rowGroupBytes());
            }
            behindLastGroup += compressed;
            from = to;
        }
        assertEquals(rows.size(), from, "rows of all row groups");
    }

    /** The limit is on what pages hold; their headers, and dictionaries decided upon later, come on top. */
    private long headerRoom(int rowGroup) {
        long room = 0;
        for (ColumnChunkMetaData chunk : reader.rowGroups().get(rowGroup).getColumns()) {
            room += 100L * reader.pages(chunk).size();
        }
        return room;
    }

    private void checkSorting(String where, RowGroup thrift) {
        if (options.sortingColumns().isEmpty()) {
            assertTrue(!thrift.isSetSorting_columns(), where + ": sorting columns nobody asked for");
            return;
        }
        assertEquals(options.sortingColumns().size(), thrift.getSorting_columnsSize(), where + ": sorting columns");
        for (int i = 0; i < options.sortingColumns().size(); i++) {
            var expected = options.sortingColumns().get(i);
            var found = thrift.getSorting_columns().get(i);
            String name = schema.fields().get(expected.column()).name();
            assertEquals(
                    name,
                    reader.leafPaths().get(found.getColumn_idx()),
                    where + ": sorting column " + i + " counts leaf columns");
            assertEquals(expected.descending(), found.isDescending(), where + ": descending");
            assertEquals(expected.nullsFirst(), found.isNulls_first(), where + ": nulls first");
        }
    }
}
