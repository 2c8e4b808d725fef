package dev.otlp2parquet.table;

import dev.otlp2parquet.parquet.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * What a table is: its name, its columns with their field ids, the order of its rows, its partitions, its Bloom filters. A value:
 * whoever brings rows of a new kind brings a shape, and everything from the buffer to the commit works with it. Immutable.
 *
 * <p>Columns are named as the schema spells them. Two shapes are equal if their names are: there is one of each name.
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
     * @param transform as the Iceberg specification spells it: {@code hour}, {@code identity}, {@code bucket[16]}
     */
    public record PartitionColumn(String column, String transform) {}

    /** What each file of the table says about itself in its footer. */
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
     * @param name in a catalog, without namespace and prefix; of letters, digits and underscores
     * @param schema with field ids as Iceberg gives fresh ones: 1 to n for the columns in their order, then for each column in turn
     *     those nested in it, all children of one parent before any grandchild
     */
    public static Builder builder(String name, Schema schema) {
        return new Builder(name, schema);
    }

    /** The name in a catalog, without namespace and prefix. It tells this table from all others. */
    public String name() {
        return name;
    }

    /** The folder of plain files. */
    public String folder() {
        return folder;
    }

    public Schema schema() {
        return schema;
    }

    /** The position of {@link #timestampColumn}. */
    public int timestampIndex() {
        return schema.indexOf(timestampColumn);
    }

    /** The required column of the time of each row: plain files are by its hour. */
    public String timestampColumn() {
        return timestampColumn;
    }

    public TimestampUnit timestampUnit() {
        return timestampUnit;
    }

    /** The position of {@link #keyColumn}. */
    public int keyIndex() {
        return schema.indexOf(keyColumn);
    }

    /** The required text column that plain files are split by where that is asked for, and large ranges of rows in any case. */
    public String keyColumn() {
        return keyColumn;
    }

    /** The partitions of a table that is new; one that exists keeps its own. */
    public List<PartitionColumn> partitioning() {
        return partitioning;
    }

    /** The columns that order the rows of a file, most significant first. */
    public List<String> sortColumns() {
        return sortColumns;
    }

    /** The columns whose chunks have Bloom filters. */
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

    /** Collects what a shape is made of. */
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

        /** See {@link TableShape#folder()}; unless set, the name. */
        public Builder folder(String value) {
            folder = value;
            return this;
        }

        /** See {@link TableShape#timestampColumn()}; must be set. */
        public Builder timestamp(String column, TimestampUnit unit) {
            timestampColumn = column;
            timestampUnit = unit;
            return this;
        }

        /** See {@link TableShape#keyColumn()}; must be set. */
        public Builder key(String column) {
            keyColumn = column;
            return this;
        }

        /** Adds a column to {@link TableShape#partitioning()}; unless one is added, the table is not partitioned. */
        public Builder partitionBy(String column, String transform) {
            partitioning.add(new PartitionColumn(column, transform));
            return this;
        }

        /** See {@link TableShape#sortColumns()}. */
        public Builder sortBy(List<String> columns) {
            sortColumns = columns;
            return this;
        }

        /** See {@link TableShape#bloomFilterColumns()}. */
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
         * The shape.
         *
         * @throws IllegalArgumentException if a column that is named is not in the schema
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
                throw new IllegalArgumentException("table " + name + " needs a timestamp and a key column");
            }
            schema.indexOf(column);
        }
    }
}
