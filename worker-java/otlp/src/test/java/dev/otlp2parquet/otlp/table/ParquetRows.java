package dev.otlp2parquet.otlp.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads a file by parquet-java into the same plain maps that {@link ExpectedRows} makes: rows and structs from name to value,
 * maps from string to string, lists. Bytes that are not annotated as text are read as hex.
 */
final class ParquetRows {
    private ParquetRows() {}

    static List<Map<String, Object>> read(byte[] file) throws IOException {
        Path path = Files.createTempFile("rows", ".parquet");
        try {
            Files.write(path, file);
            return read(path);
        } finally {
            Files.delete(path);
        }
    }

    static List<Map<String, Object>> read(Path path) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        ParquetReadOptions options =
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(path), options)) {
            MessageType schema = reader.getFooter().getFileMetaData().getSchema();
            PageReadStore pages;
            while ((pages = reader.readNextRowGroup()) != null) {
                RecordReader<Group> records = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(pages, new GroupRecordConverter(schema));
                for (long left = pages.getRowCount(); left > 0; left--) {
                    rows.add(struct(schema, records.read()));
                }
            }
        }
        return rows;
    }

    private static Map<String, Object> struct(GroupType type, Group group) {
        Map<String, Object> struct = new LinkedHashMap<>();
        for (int i = 0; i < type.getFieldCount(); i++) {
            struct.put(type.getFieldName(i), field(type.getType(i), group, i));
        }
        return struct;
    }

    private static Object field(Type type, Group parent, int index) {
        if (parent.getFieldRepetitionCount(index) == 0) {
            return null;
        }
        if (type.isPrimitive()) {
            return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
                case BOOLEAN -> parent.getBoolean(index, 0);
                case INT32 -> parent.getInteger(index, 0);
                case INT64 -> parent.getLong(index, 0);
                case DOUBLE -> parent.getDouble(index, 0);
                case BINARY ->
                    type.getLogicalTypeAnnotation() instanceof StringLogicalTypeAnnotation
                            ? parent.getBinary(index, 0).toStringUsingUTF8()
                            : HexFormat.of()
                                    .formatHex(parent.getBinary(index, 0).getBytes());
                case FLOAT, INT96, FIXED_LEN_BYTE_ARRAY -> throw new AssertionError("not in the tables: " + type);
            };
        }
        GroupType groupType = type.asGroupType();
        Group group = parent.getGroup(index, 0);
        if (groupType.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation) {
            return list(groupType.getType(0).asGroupType(), group);
        }
        if (groupType.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation) {
            return map(groupType.getType(0).asGroupType(), group);
        }
        return struct(groupType, group);
    }

    private static List<Object> list(GroupType repeated, Group group) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
            elements.add(field(repeated.getType(0), group.getGroup(0, i), 0));
        }
        return elements;
    }

    private static Map<String, Object> map(GroupType repeated, Group group) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
            Group entry = group.getGroup(0, i);
            String key = (String) field(repeated.getType(0), entry, 0);
            if (map.containsKey(key)) {
                throw new AssertionError("the key " + key + " is twice in one map");
            }
            map.put(key, field(repeated.getType(1), entry, 1));
        }
        return map;
    }
}
