package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.iceberg.commit.AppendedFile;
import dev.otlp2parquet.table.TableShape;
import java.util.ArrayList;
import java.util.List;

/**
 * A data file that is durable.
 *
 * @param key of its object
 * @param entry its location and what a manifest says of it; null for plain files, which are not committed
 * @param tableUuid of the table that it was written for; if another has its name by now, it must be written anew. Empty for plain
 *     files
 * @param sequenceNumber the table's last one before the file was stored: unless the file {@code existed}, no snapshot up to
 *     it has the file
 * @param existed whether an object was there under its name, which then holds the same rows: it may be in the table
 */
public record StoredFile(
        TableShape table, String key, AppendedFile entry, String tableUuid, long sequenceNumber, boolean existed) {

    /** The tables that files are of, each once. */
    public static List<TableShape> tables(List<StoredFile> files) {
        List<TableShape> tables = new ArrayList<>();
        for (StoredFile file : files) {
            if (!tables.contains(file.table())) {
                tables.add(file.table());
            }
        }
        return tables;
    }

    /** Those of the files that are of a table, in their order. */
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
