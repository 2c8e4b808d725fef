package dev.otlp2parquet.table;

import dev.otlp2parquet.parquet.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as a value: its name, columns with field ids, sort order, partitioning and Bloom filters. A module that
 * brings rows of a new kind brings a shape. Buffers, files and commits work with any shape. Immutable.
 *
 * <p>Columns are named as the schema spells them. Two shapes are equal if their names are equal: a program has one
 * shape per name.
 */
public final class TableShape {
    private final String name;
    private final String folder;
    private final Schema schema;
    private final String timestampColumn;
    private final TimestampUnit timestampUnit;
    private final String keyColumn;
    private final List<PartitionColumn> partitioning;
    private final List<String> sortColumns;
    private final List<String> bloomFilterColumns;
    private final List<FileProperty> fileProperties;

    /**
     * A column that partitions the table.
     *
     * @param transform in the spelling of the Iceberg specification: {@code hour}, {@code identity}, {@code bucket[16]}
     */
    public record PartitionColumn(String column, String transform) {}

    /** An entry of the footer of each file of the table. */
    public record FileProperty(String key, String value) {}

    private TableShape(Builder builder) {
        this.name = builder.name;
        this.folder = builder.folder;
        this.schema = builder.schema;
        this.timestampColumn = builder.timestampColumn;
        this.timestampUnit = builder.timestampUnit;
        this.keyColumn = builder.keyColumn;
        this.partitioning = List.copyOf(builder.partitioning);
        this.sortColumns = List.copyOf(builder.sortColumns);
        this.bloomFilterColumns = List.copyOf(builder.bloomFilterColumns);
        this.fileProperties = List.copyOf(builder.fileProperties);
    }

    /**
     * Begins a shape.
     *
     * @param name in a catalog, without namespace and prefix: letters, digits and underscores
     * @param schema with field ids in the order that Iceberg assigns them: 1 to n for the columns, then the fields
     *     nested in each column in turn, all children of one parent before any grandchild
     */
    public static Builder builder(String name, Schema schema) {
        return new Builder(name, schema);
    }

    /** Returns the name in a catalog, without namespace and prefix. It is unique among the tables of a program. */
    public String name() {
        return name;
    }

    /** Returns the folder of plain files. */
    public String folder() {
        return folder;
    }

    public Schema schema() {
        return schema;
    }

    /** Returns the position of {@link #timestampColumn} in the schema. */
    public int timestampIndex() {
        return schema.indexOf(timestampColumn);
    }

    /** Returns the required column with the time of each row. Plain files are divided by its hour. */
    public String timestampColumn() {
        return timestampColumn;
    }

    public TimestampUnit timestampUnit() {
        return timestampUnit;
    }

    /** Returns the position of {@link #keyColumn} in the schema. */
    public int keyIndex() {
        return schema.indexOf(keyColumn);
    }

    /**
     * Returns the required text column by which large ranges of rows are divided, and plain files where the
     * configuration asks for it.
     */
    public String keyColumn() {
        return keyColumn;
    }

    /** Returns the partitioning of a new table. An existing table keeps its own. */
    public List<PartitionColumn> partitioning() {
        return partitioning;
    }

    /** Returns the columns by which the rows of a file are sorted, the most significant first. */
    public List<String> sortColumns() {
        return sortColumns;
    }

    /** Returns the columns whose chunks have Bloom filters. */
    public List<String> bloomFilterColumns() {
        return bloomFilterColumns;
    }

    public List<FileProperty> fileProperties() {
        return fileProperties;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableShape shape && shape.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }

    /** Builds a shape. */
    public static final class Builder {
        private final String name;
        private final Schema schema;
        private String folder;
        private String timestampColumn;
        private TimestampUnit timestampUnit = TimestampUnit.MICROS;
        private String keyColumn;
        private final List<PartitionColumn> partitioning = new ArrayList<>();
        private List<String> sortColumns = List.of();
        private List<String> bloomFilterColumns = List.of();
        private final List<FileProperty> fileProperties = new ArrayList<>();

        private Builder(String name, Schema schema) {
            this.name = name;
            this.schema = schema;
            this.folder = name;
        }

        /** Sets {@link TableShape#folder()}. The default is the name. */
        public Builder folder(String value) {
            folder = value;
            return this;
        }

        /** Sets {@link TableShape#timestampColumn()}. Required. */
        public Builder timestamp(String column, TimestampUnit unit) {
            timestampColumn = column;
            timestampUnit = unit;
            return this;
        }

        /** Sets {@link TableShape#keyColumn()}. Required. */
        public Builder key(String column) {
            keyColumn = column;
            return this;
        }

        /** Adds a column to {@link TableShape#partitioning()}. A table without such a column is not partitioned. */
        public Builder partitionBy(String column, String transform) {
            partitioning.add(new PartitionColumn(column, transform));
            return this;
        }

        /** Sets {@link TableShape#sortColumns()}. */
        public Builder sortBy(List<String> columns) {
            sortColumns = columns;
            return this;
        }

        /** Sets {@link TableShape#bloomFilterColumns()}. */
        public Builder bloomFilters(List<String> columns) {
            bloomFilterColumns = columns;
            return this;
        }

        /** Adds to {@link TableShape#fileProperties()}. */
        public Builder fileProperty(String key, String value) {
            fileProperties.add(new FileProperty(key, value));
            return this;
        }

        /**
         * Builds the shape.
         *
         * @throws IllegalArgumentException if the schema lacks a named column
         */
        public TableShape build() {
            check(timestampColumn);
            check(keyColumn);
            sortColumns.forEach(this::check);
            bloomFilterColumns.forEach(this::check);
            for (PartitionColumn column : partitioning) {
                check(column.column());
            }
            return new TableShape(this);
        }

        private void check(String column) {
            if (column == null) {
                throw new IllegalArgumentException("table " + name + " names no column where one is needed");
            }
            schema.indexOf(column);
        }
    }
}
