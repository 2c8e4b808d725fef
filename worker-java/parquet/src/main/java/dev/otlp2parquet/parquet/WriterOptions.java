package dev.otlp2parquet.parquet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Options for writing files. Immutable. Made by {@link #defaults()} and {@link #builder()}. */
public final class WriterOptions {

    private final EncodingProfile encodings;
    private final int rowGroupRows;
    private final int rowGroupBytes;
    private final int pageBytes;
    private final int boundBytes;
    private final boolean singlePageIndexes;
    private final String createdBy;
    private final Map<String, String> keyValueMetadata;
    private final List<SortingColumn> sortingColumns;
    private final List<String> bloomFilterColumns;

    private WriterOptions(Builder builder) {
        encodings = builder.encodings;
        rowGroupRows = builder.rowGroupRows;
        rowGroupBytes = builder.rowGroupBytes;
        pageBytes = builder.pageBytes;
        boundBytes = builder.boundBytes;
        singlePageIndexes = builder.singlePageIndexes;
        createdBy = builder.createdBy;
        keyValueMetadata = new LinkedHashMap<>(builder.keyValueMetadata);
        sortingColumns = builder.sortingColumns;
        bloomFilterColumns = builder.bloomFilterColumns;
    }

    public static WriterOptions defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder with these options. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.encodings = encodings;
        builder.rowGroupRows = rowGroupRows;
        builder.rowGroupBytes = rowGroupBytes;
        builder.pageBytes = pageBytes;
        builder.boundBytes = boundBytes;
        builder.singlePageIndexes = singlePageIndexes;
        builder.createdBy = createdBy;
        builder.keyValueMetadata.putAll(keyValueMetadata);
        builder.sortingColumns = sortingColumns;
        builder.bloomFilterColumns = bloomFilterColumns;
        return builder;
    }

    public EncodingProfile encodings() {
        return encodings;
    }

    /** Returns the limit of rows per row group. */
    public int rowGroupRows() {
        return rowGroupRows;
    }

    /** Returns the limit of bytes of a row group's pages before compression. A single larger row exceeds it. */
    public int rowGroupBytes() {
        return rowGroupBytes;
    }

    /**
     * Returns the limit of bytes of a page before compression. A single larger row exceeds it. Pages end where rows
     * end.
     */
    public int pageBytes() {
        return pageBytes;
    }

    /** Returns the limit of bytes of a bound of byte strings. It is exceeded if no upper bound is that short. */
    public int boundBytes() {
        return boundBytes;
    }

    /**
     * Returns whether a file has page indexes even if each chunk has one page. The footer contains the same information
     * then.
     */
    public boolean singlePageIndexes() {
        return singlePageIndexes;
    }

    /** Returns name and version of the writing application (parquet.thrift, {@code FileMetaData.created_by}). */
    public String createdBy() {
        return createdBy;
    }

    /** Returns a copy of the file's metadata, in the order in which they are written. */
    public Map<String, String> keyValueMetadata() {
        return new LinkedHashMap<>(keyValueMetadata);
    }

    public List<SortingColumn> sortingColumns() {
        return sortingColumns;
    }

    /** Returns the names of top-level columns with Bloom filters. */
    public List<String> bloomFilterColumns() {
        return bloomFilterColumns;
    }

    /** Builds options. Every setter rejects an invalid value with an IllegalArgumentException. */
    public static final class Builder {

        private EncodingProfile encodings = EncodingProfile.COMPATIBLE;
        private int rowGroupRows = 32_768;
        private int rowGroupBytes = 128 << 20;
        private int pageBytes = 1 << 20;
        private int boundBytes = 32;
        private boolean singlePageIndexes;
        private String createdBy = "otlp2parquet version 0.1.0";
        private final Map<String, String> keyValueMetadata = new LinkedHashMap<>();
        private List<SortingColumn> sortingColumns = List.of();
        private List<String> bloomFilterColumns = List.of();

        private Builder() {}

        public Builder encodings(EncodingProfile profile) {
            encodings = Objects.requireNonNull(profile, "profile");
            return this;
        }

        public Builder rowGroupRows(int rows) {
            rowGroupRows = atLeast(1, rows, "rows of a row group");
            return this;
        }

        public Builder rowGroupBytes(int bytes) {
            rowGroupBytes = atLeast(1, bytes, "bytes of a row group");
            return this;
        }

        public Builder pageBytes(int bytes) {
            pageBytes = atLeast(1, bytes, "bytes of a page");
            return this;
        }

        /** Sets the limit of a bound, at least 4: it must have room for one character. */
        public Builder boundBytes(int bytes) {
            boundBytes = atLeast(4, bytes, "bytes of a bound");
            return this;
        }

        /** Writes page indexes for readers that need them. They make a file of 100 rows a tenth larger. */
        public Builder singlePageIndexes(boolean written) {
            singlePageIndexes = written;
            return this;
        }

        public Builder createdBy(String application) {
            createdBy = Objects.requireNonNull(application, "application");
            return this;
        }

        /** Adds an entry, or replaces the one with the same key. */
        public Builder keyValue(String key, String value) {
            keyValueMetadata.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
            return this;
        }

        public Builder sortingColumns(List<SortingColumn> columns) {
            sortingColumns = List.copyOf(columns);
            return this;
        }

        /**
         * Requests a Bloom filter for each chunk of these top-level columns with enough distinct values. Ignores
         * columns that a file lacks, because it may have some of the columns only. Writing fails if a column does not
         * contain byte strings.
         */
        public Builder bloomFilterColumns(List<String> columns) {
            bloomFilterColumns = List.copyOf(columns);
            return this;
        }

        public WriterOptions build() {
            return new WriterOptions(this);
        }

        private static int atLeast(int least, int value, String what) {
            if (value < least) {
                throw new IllegalArgumentException("At least " + least + " expected for " + what + ", found " + value);
            }
            return value;
        }
    }
}
