package dev.otlp2parquet.otlp.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/schema.md lists the columns that the tables have, in their order. */
class SchemaDocumentTest {
    private static final String METRICS = "All metric tables";

    @ParameterizedTest
    @EnumSource(OtlpTable.class)
    void theDocumentListsEveryColumnWithItsType(OtlpTable table) throws IOException {
        Map<String, List<String>> sections = sections();
        List<String> documented = new ArrayList<>();
        if (table.tableName().startsWith("metrics_")) {
            documented.addAll(sections.get(METRICS));
            if (table == OtlpTable.METRICS_SUMMARY) {
                documented.removeIf(column -> column.startsWith("Exemplars "));
            }
        }
        documented.addAll(sections.get(table.tableName()));
        assertEquals(
                TableColumns.of(table).stream()
                        .map(SchemaDocumentTest::describe)
                        .toList(),
                documented);
    }

    /** The rows of the tables of each section: name and type of a column. */
    private static Map<String, List<String>> sections() throws IOException {
        Map<String, List<String>> sections = new HashMap<>();
        List<String> section = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../../docs/schema.md"))) {
            if (line.startsWith("## ")) {
                section = new ArrayList<>();
                sections.put(line.substring(3), section);
            } else if (line.startsWith("| ") && !line.startsWith("| column |")) {
                List<String> cells = List.of(line.split(" *\\| *", -1));
                section.add(cells.get(1) + " " + cells.get(2));
            }
        }
        return sections;
    }

    private static String describe(ColumnDefinition column) {
        return column.name() + " " + type(column) + (column.required() ? "" : "?");
    }

    private static String type(ColumnDefinition column) {
        return switch (column.type()) {
            case LIST -> "list of " + type(column.children().get(0));
            case STRUCT ->
                "{"
                        + String.join(
                                ", ",
                                column.children().stream()
                                        .map(SchemaDocumentTest::describe)
                                        .toList())
                        + "}";
            default -> column.type().name().toLowerCase(Locale.ROOT);
        };
    }
}
