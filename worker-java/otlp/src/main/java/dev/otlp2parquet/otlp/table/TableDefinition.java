package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.platform.Program;
import dev.otlp2parquet.table.TableShape;
import dev.otlp2parquet.table.TimestampUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of OTLP records as it is stored under certain options: which columns it has, and the shape that follows. Immutable.
 *
 * <p>Ids are given as Iceberg gives fresh ids (so that a new table of a catalog gets the same): 1 to n for the columns in
 * order, then for each column in turn those nested in it, all children of one parent before any grandchild.
 */
public final class TableDefinition {
    /** The column whose hour partitions every table, in Pascal case. */
    private static final String TIMESTAMP = "Timestamp";

    /** The column that plain files are split by, in Pascal case. */
    private static final String SERVICE = "ServiceName";

    private final OtlpTable table;
    private final TableOptions options;
    private final List<ColumnDefinition> columns;
    private final TableShape shape;
    private int nextId;

    private TableDefinition(OtlpTable table, TableOptions options) {
        this.table = table;
        this.options = options;
        this.columns = TableColumns.of(table);
        this.nextId = 1;
        ColumnNames names = options.columnNames();
        String timestamp = names.spell(TIMESTAMP);
        this.shape = TableShape.builder(table.tableName(), new Schema(table.tableName(), fields(columns)))
                .folder(table.folder())
                .timestamp(timestamp, options.timestampUnit())
                .key(names.spell(SERVICE))
                .partitionBy(timestamp, "hour")
                .sortBy(spelt(TableColumns.sortOrder(table)))
                .bloomFilters(spelt(TableColumns.bloomFilterColumns(table)))
                .fileProperty(FileMetadata.VERSION_KEY, Program.VERSION)
                .fileProperty(FileMetadata.SCHEMA_VERSION_KEY, FileMetadata.SCHEMA_VERSION)
                .fileProperty(FileMetadata.SIGNAL_KEY, FileMetadata.signal(table.signal()))
                .build();
    }

    public static TableDefinition of(OtlpTable table, TableOptions options) {
        return new TableDefinition(table, options);
    }

    public OtlpTable table() {
        return table;
    }

    public TableOptions options() {
        return options;
    }

    /** The table as everything behind the decoder knows it. */
    public TableShape shape() {
        return shape;
    }

    public Schema schema() {
        return shape.schema();
    }

    /**
     * The position of a column, whatever the spelling of this definition.
     *
     * @param pascalName its name in Pascal case
     * @throws IllegalArgumentException when the table has no such column
     */
    public int indexOf(String pascalName) {
        return ColumnDefinition.indexOf(columns, pascalName);
    }

    List<ColumnDefinition> columns() {
        return columns;
    }

    private List<String> spelt(List<String> pascalNames) {
        List<String> spelt = new ArrayList<>();
        for (String column : pascalNames) {
            spelt.add(options.columnNames().spell(column));
        }
        return List.copyOf(spelt);
    }

    /** Gives the fields of one parent their ids before any field nested in them. */
    private List<Field> fields(List<ColumnDefinition> definitions) {
        int firstId = nextId;
        nextId += definitions.size();
        List<Field> fields = new ArrayList<>(definitions.size());
        for (int i = 0; i < definitions.size(); i++) {
            fields.add(field(definitions.get(i), firstId + i));
        }
        return fields;
    }

    private Field field(ColumnDefinition column, int id) {
        String name = options.columnNames().spell(column.name());
        Repetition repetition = column.required() ? Repetition.REQUIRED : Repetition.OPTIONAL;
        return switch (column.type()) {
            case BOOLEAN -> Field.bool(name, repetition, id);
            case INT -> Field.int32(name, repetition, id);
            case LONG -> Field.int64(name, repetition, id);
            case DOUBLE -> Field.float64(name, repetition, id);
            case STRING -> Field.string(name, repetition, id);
            case TIMESTAMP ->
                options.timestampUnit() == TimestampUnit.MICROS
                        ? Field.timestampMicros(name, repetition, id)
                        : Field.timestampNanos(name, repetition, id);
            case ATTRIBUTES -> attributes(name, repetition, id);
            case STRUCT -> Field.struct(name, repetition, id, fields(column.children()));
            case LIST ->
                Field.list(name, repetition, id, fields(column.children()).get(0));
        };
    }

    private Field attributes(String name, Repetition repetition, int id) {
        if (options.attributesStyle() == AttributesStyle.JSON) {
            // Iceberg has no type for JSON, so the column is annotated as what every reader takes it for: a string.
            return Field.string(name, repetition, id);
        }
        int keyId = nextId;
        nextId += 2;
        return Field.map(
                name,
                repetition,
                id,
                Field.string("key", Repetition.REQUIRED, keyId),
                Field.string("value", Repetition.OPTIONAL, keyId + 1));
    }
}
