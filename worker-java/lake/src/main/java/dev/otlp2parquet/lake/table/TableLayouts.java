package dev.otlp2parquet.lake.table;

import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.lake.file.FileLayout;
import dev.otlp2parquet.lake.file.FileNames;
import dev.otlp2parquet.lake.file.Layouts;
import dev.otlp2parquet.table.TableShape;

/** Layouts for tables of the catalog. */
public final class TableLayouts implements Layouts {

    private final LakeConfig config;
    private final LakePorts ports;
    private final LakeTables tables;

    public TableLayouts(LakeConfig config, LakePorts ports, LakeTables tables) {
        this.config = config;
        this.ports = ports;
        this.tables = tables;
    }

    @Override
    public FileLayout of(TableShape table, FileNames names) {
        return new TableLayout(
                config, table, tables.get(table, ports), tables.store(table, ports), ports.compressor(), names);
    }
}
