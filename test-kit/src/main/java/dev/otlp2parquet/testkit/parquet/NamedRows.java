package dev.otlp2parquet.testkit.parquet;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Turns parquet-java's example groups into plain maps by the schema of the file: rows and structs from name to value, maps from
 * string to value, lists. Bytes that are not annotated as text become hex.
 */
final class NamedRows {
    private final MessageType schema;

    NamedRows(MessageType schema) {
        this.schema = schema;
    }

    Map<String, Object> row(Group record) {
        return struct(schema, record);
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
                case FLOAT, INT96, FIXED_LEN_BYTE_ARRAY -> throw new AssertionError("never written: " + type);
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
