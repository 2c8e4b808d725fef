package dev.otlp2parquet.table;

import java.util.List;

/**
 * One kind of requests: the buffers that keep them, the tables that their rows are for, and how their bodies become rows. Whoever
 * accepts a new kind of requests brings a feed.
 */
public interface Feed {

    /** What its buffers are called, before the number of the shard; of letters, digits and underscores. It never changes. */
    String name();

    /** The tables that its rows are for. */
    List<TableShape> tables();

    /**
     * The media type of a body that was kept with a code, or null if no body of this feed has that code. Codes are in databases: none
     * is ever used for another format.
     */
    String mediaType(int format);

    /** A decoder with empty batches; the caller's alone. */
    PayloadDecoder borrow();
}
