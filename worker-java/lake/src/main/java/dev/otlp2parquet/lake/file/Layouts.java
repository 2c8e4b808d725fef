package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.table.TableShape;

/** Where data files go: under plain keys, or into tables of a catalog. Made for one request, over its ports. */
public interface Layouts {

    /**
     * Returns the layout of a table as it is now.
     *
     * @throws dev.otlp2parquet.lake.LakeException if the table cannot be written to
     */
    FileLayout of(TableShape table, FileNames names);
}
