package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.iceberg.commit.AppendedFile;
import dev.otlp2parquet.table.TableShape;
import java.util.ArrayList;
import java.util.List;

/**
 * A durable data file.
 *
 * @param key of its object
 * @param entry its location and its entry for a manifest; null for plain files, which are not committed
 * @param tableUuid UUID of the table that the file was written for; if another table has its name now, the rows must be
 *     written again. Empty for plain files
 * @param sequenceNumber the table's last sequence number before the file was stored: unless the file {@code existed},
 *     no snapshot up to it contains the file
 * @param existed whether an object was already there under its name; it has the same rows, and may be in the table
 */
public record StoredFile(
        TableShape table, String key, AppendedFile entry, String tableUuid, long sequenceNumber, boolean existed) {

    /** Returns the tables of the files, each once. */
    public static List<TableShape> tables(List<StoredFile> files) {
        List<TableShape> tables = new ArrayList<>();
        for (StoredFile file : files) {
            if (!tables.contains(file.table())) {
                tables.add(file.table());
            }
        }
        return tables;
    }

    /** Returns the files of a table, in their order. */
    public static List<StoredFile> ofTable(List<StoredFile> files, TableShape table) {
        List<StoredFile> ofTable = new ArrayList<>();
        for (StoredFile file : files) {
            if (file.table().equals(table)) {
                ofTable.add(file);
            }
        }
        return ofTable;
    }
}
