package dev.otlp2parquet.ingest;

import dev.otlp2parquet.lake.file.ContentNames;
import dev.otlp2parquet.otlp.table.TableBatches;
import dev.otlp2parquet.platform.bucket.StoreException;

/** Where the rows of a request go: plain files, or tables of a catalog. Made for one request. */
interface Destination {

    /**
     * Makes the rows durable, and whatever else belongs to it. Called once.
     *
     * @param names of the files
     * @throws StoreException if not all rows are durable
     * @throws dev.otlp2parquet.lake.LakeException if a table cannot be written to
     */
    Stored store(TableBatches batches, ContentNames names) throws StoreException;
}
