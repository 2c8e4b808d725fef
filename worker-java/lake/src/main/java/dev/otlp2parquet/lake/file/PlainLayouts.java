package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.table.TableShape;

/** Layouts for plain files, which no catalog registers. */
public final class PlainLayouts implements Layouts {

    private final LakeConfig config;
    private final LakePorts ports;

    public PlainLayouts(LakeConfig config, LakePorts ports) {
        this.config = config;
        this.ports = ports;
    }

    @Override
    public FileLayout of(TableShape table, FileNames names) {
        return new PlainLayout(config, table, ports, names);
    }
}
