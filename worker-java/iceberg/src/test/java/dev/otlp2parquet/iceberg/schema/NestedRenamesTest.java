package dev.otlp2parquet.iceberg.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.GroupField;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns renamed inside of lists, maps and structs, whose own columns may be renamed too. */
class NestedRenamesTest {
    private static final Schema WRITER = new Schema(
            "traces",
            List.of(
                    Field.string("Name", Repetition.OPTIONAL, 101),
                    Field.list(
                            "Events",
                            Repetition.REQUIRED,
                            102,
                            Field.struct(
                                    "element",
                                    Repetition.REQUIRED,
                                    103,
                                    List.of(
                                            Field.string("Name", Repetition.OPTIONAL, 104),
                                            Field.string("Detail", Repetition.OPTIONAL, 105)))),
                    Field.map(
                            "Places",
                            Repetition.REQUIRED,
                            106,
                            Field.string("key", Repetition.REQUIRED, 107),
                            Field.struct(
                                    "value",
                                    Repetition.REQUIRED,
                                    108,
                                    List.of(Field.string("City", Repetition.OPTIONAL, 109))))));

    private static IcebergSchema schema(
            int id, String name, String events, List<NestedField> event, String places, List<NestedField> place) {
        return IcebergSchema.of(
                id,
                List.of(
                        text(1, name),
                        new NestedField(
                                2,
                                events,
                                true,
                                new Type.ListType(new NestedField(3, "element", true, new Type.StructType(event)))),
                        new NestedField(
                                4,
                                places,
                                true,
                                new Type.MapType(
                                        new NestedField(5, "key", true, PrimitiveType.STRING),
                                        new NestedField(6, "value", true, new Type.StructType(place))))));
    }

    private static NestedField text(int id, String name) {
        return new NestedField(id, name, false, PrimitiveType.STRING);
    }

    private static final IcebergSchema FIRST = schema(
            0, "Name", "Events", List.of(text(7, "Name"), text(8, "Detail")), "Places", List.of(text(9, "City")));

    /** The ids of the leaves that are written, each behind its path. */
    private static List<String> leaves(IcebergSchema... history) {
        SchemaMapping mapping = SchemaMapping.of(WRITER, history[history.length - 1], List.of(history));
        List<String> leaves = new ArrayList<>();
        list("", mapping.fileSchema().fields(), leaves);
        mapping.leftOut().forEach(path -> leaves.add("without " + path));
        return leaves;
    }

    private static void list(String prefix, List<Field> fields, List<String> leaves) {
        for (Field field : fields) {
            if (field instanceof GroupField group) {
                list(prefix + field.name() + ".", group.children(), leaves);
            } else {
                leaves.add(prefix + field.name() + " " + field.fieldId());
            }
        }
    }

    private static final List<String> ALL = List.of(
            "Name 1",
            "Events.list.element.Name 7",
            "Events.list.element.Detail 8",
            "Places.key_value.key 5",
            "Places.key_value.value.City 9");

    @Test
    void withoutARenameIdsAreFoundByName() {
        assertEquals(ALL, leaves(FIRST));
    }

    @Test
    void renamesAtAnyDepthAreFollowed() {
        assertEquals(
                ALL,
                leaves(
                        FIRST,
                        schema(
                                1,
                                "span",
                                "happened",
                                List.of(text(7, "what"), text(8, "Detail")),
                                "where",
                                List.of(text(9, "town"))),
                        schema(
                                2,
                                "span",
                                "happened",
                                // The first has got the name that the other had.
                                List.of(text(7, "Detail"), text(8, "more"), text(11, "Name")),
                                "where",
                                List.of(text(9, "town"), text(10, "City")))));
    }

    @Test
    void aNestedColumnThatWasDroppedIsLeftOut() {
        assertEquals(
                List.of(
                        "Name 1",
                        "Events.list.element.Detail 8",
                        "Places.key_value.key 5",
                        "Places.key_value.value.City 10",
                        "without Events.element.Name"),
                leaves(
                        FIRST,
                        schema(1, "Name", "Events", List.of(text(8, "Name")), "Places", List.of(text(10, "City")))));
    }
}
