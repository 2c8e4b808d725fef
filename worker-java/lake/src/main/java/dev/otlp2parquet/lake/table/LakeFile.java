package dev.otlp2parquet.lake.table;

import dev.otlp2parquet.iceberg.commit.AppendedFile;
import dev.otlp2parquet.otlp.table.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * A data file that is durable, to be committed.
 *
 * @param file its location and what a manifest says of it
 * @param tableUuid of the table that it was written for; if another has its name by now, it must be written anew
 * @param sequenceNumber the table's last one before the file was stored: unless the file {@code existed}, no snapshot up to
 *     it has the file
 * @param existed whether an object was there under its name, which then holds the same bytes: it may be in the table
 */
public record LakeFile(Table table, AppendedFile file, String tableUuid, long sequenceNumber, boolean existed) {

    /** Those of the files that are of a table, in their order. */
    public static List<LakeFile> ofTable(List<LakeFile> files, Table table) {
        List<LakeFile> ofTable = new ArrayList<>();
        for (LakeFile file : files) {
            if (file.table() == table) {
                ofTable.add(file);
            }
        }
        return ofTable;
    }
}
