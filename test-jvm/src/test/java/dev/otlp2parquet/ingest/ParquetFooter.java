package dev.otlp2parquet.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.format.Util;

/** What the footer of a stored file says of its first row group, read by parquet-format-structures. */
final class ParquetFooter {

    private final RowGroup group;

    private ParquetFooter(FileMetaData footer) {
        this.group = footer.getRow_groups().get(0);
    }

    static ParquetFooter of(byte[] file) throws IOException {
        int length = ByteBuffer.wrap(file, file.length - 8, 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        return new ParquetFooter(
                Util.readFileMetaData(new ByteArrayInputStream(file, file.length - 8 - length, length)));
    }

    List<String> sortingColumns() {
        List<String> names = new ArrayList<>();
        for (SortingColumn column : group.getSorting_columns()) {
            names.add(name(group.getColumns().get(column.getColumn_idx())));
        }
        return names;
    }

    /** Columns with a Bloom filter. */
    List<String> bloomFilterColumns() {
        List<String> names = new ArrayList<>();
        for (ColumnChunk column : group.getColumns()) {
            if (column.getMeta_data().isSetBloom_filter_offset()) {
                names.add(name(column));
            }
        }
        return names;
    }

    private static String name(ColumnChunk column) {
        return String.join(".", column.getMeta_data().getPath_in_schema());
    }
}
