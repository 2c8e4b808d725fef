package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.Signal;

/** What every Parquet file of the tables says about itself in its footer. */
public final class FileMetadata {
    /** Key of the version of this program. */
    public static final String VERSION_KEY = "otlp2parquet.version";

    /** Key of {@link #SCHEMA_VERSION}. */
    public static final String SCHEMA_VERSION_KEY = "otlp2parquet.schema_version";

    /** Key of {@link #signal}. */
    public static final String SIGNAL_KEY = "otlp.signal";

    /** Counts the changes of any table's columns; field ids are comparable within one schema version only. */
    public static final String SCHEMA_VERSION = "1";

    private FileMetadata() {}

    /** {@code logs}, {@code traces} or {@code metrics}. */
    public static String signal(Signal signal) {
        return switch (signal) {
            case LOGS -> "logs";
            case TRACES -> "traces";
            case METRICS -> "metrics";
        };
    }
}
