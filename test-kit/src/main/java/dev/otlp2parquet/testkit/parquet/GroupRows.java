package dev.otlp2parquet.testkit.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** Turns parquet-java's example groups into plain values by the schema of the file. */
final class GroupRows {
    private final MessageType schema;

    GroupRows(MessageType schema) {
        this.schema = schema;
    }

    List<Object> row(Group record) {
        return fields(schema, record);
    }

    private static List<Object> fields(GroupType type, Group group) {
        List<Object> values = new ArrayList<>(type.getFieldCount());
        for (int i = 0; i < type.getFieldCount(); i++) {
            values.add(field(type.getType(i), group, i));
        }
        return values;
    }

    private static Object field(Type type, Group parent, int index) {
        int count = parent.getFieldRepetitionCount(index);
        if (type.isRepetition(Type.Repetition.REPEATED)) {
            List<Object> values = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                values.add(value(type, parent, index, i));
            }
            return values;
        }
        return count == 0 ? null : value(type, parent, index, 0);
    }

    private static Object value(Type type, Group parent, int index, int occurrence) {
        if (type.isPrimitive()) {
            return primitive(type.asPrimitiveType(), parent, index, occurrence);
        }
        GroupType groupType = type.asGroupType();
        Group group = parent.getGroup(index, occurrence);
        LogicalTypeAnnotation annotation = groupType.getLogicalTypeAnnotation();
        if (annotation instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation) {
            GroupType repeated = groupType.getType(0).asGroupType();
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
                elements.add(field(repeated.getType(0), group.getGroup(0, i), 0));
            }
            return elements;
        }
        if (annotation instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation) {
            GroupType repeated = groupType.getType(0).asGroupType();
            List<Object> entries = new ArrayList<>();
            for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
                List<Object> entry = fields(repeated, group.getGroup(0, i));
                entries.add(new Entry(entry.get(0), entry.get(1)));
            }
            return entries;
        }
        return new Struct(fields(groupType, group));
    }

    private static Object primitive(PrimitiveType type, Group parent, int index, int occurrence) {
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> parent.getBoolean(index, occurrence);
            case INT32 -> parent.getInteger(index, occurrence);
            case INT64 -> parent.getLong(index, occurrence);
            case DOUBLE -> parent.getDouble(index, occurrence);
            case BINARY, FIXED_LEN_BYTE_ARRAY ->
                Bytes.of(parent.getBinary(index, occurrence).getBytes());
            case FLOAT, INT96 -> throw new AssertionError("never written: " + type);
        };
    }
}
