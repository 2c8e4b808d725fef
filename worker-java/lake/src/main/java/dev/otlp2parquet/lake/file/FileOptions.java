package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.parquet.SortingColumn;
import dev.otlp2parquet.parquet.WriterOptions;
import dev.otlp2parquet.platform.Program;
import dev.otlp2parquet.table.TableShape;
import java.util.ArrayList;
import java.util.List;

/** Options that all data files share. */
public final class FileOptions {

    private FileOptions() {}

    /** Returns the options of plain files. */
    static WriterOptions plain(LakeConfig config, TableShape table) {
        List<SortingColumn> sorting = new ArrayList<>();
        for (String column : table.sortColumns()) {
            sorting.add(SortingColumn.ascending(table.schema().indexOf(column)));
        }
        return of(config, table).sortingColumns(sorting).build();
    }

    /** Returns options without sorting columns, to be completed. */
    public static WriterOptions.Builder of(LakeConfig config, TableShape table) {
        WriterOptions.Builder options = WriterOptions.builder()
                .encodings(config.encodings())
                .rowGroupRows(config.rowGroupRows())
                .bloomFilterColumns(table.bloomFilterColumns())
                .createdBy(Program.NAME + " version " + Program.VERSION);
        for (TableShape.FileProperty property : table.fileProperties()) {
            options.keyValue(property.key(), property.value());
        }
        return options;
    }
}
