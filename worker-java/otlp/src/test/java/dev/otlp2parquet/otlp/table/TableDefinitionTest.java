package dev.otlp2parquet.otlp.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.GroupAnnotation;
import dev.otlp2parquet.parquet.schema.GroupField;
import dev.otlp2parquet.parquet.schema.LogicalType;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.platform.Program;
import dev.otlp2parquet.table.TimestampUnit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TableDefinitionTest {

    @ParameterizedTest
    @CsvSource({"PASCAL,MICROS,MAP", "SNAKE,MICROS,MAP", "PASCAL,NANOS,JSON"})
    void everyColumnHasTheNameTypeAndIdOfTheCommittedListing(
            ColumnNames names, TimestampUnit unit, AttributesStyle attributes) throws IOException {
        StringBuilder listing = new StringBuilder();
        for (OtlpTable table : OtlpTable.values()) {
            TableDefinition definition = TableDefinition.of(table, new TableOptions(names, unit, attributes));
            listing.append(table.tableName())
                    .append("  partitioned by hour of ")
                    .append(definition.shape().timestampColumn())
                    .append(", sorted by ")
                    .append(String.join(", ", definition.shape().sortColumns()))
                    .append('\n');
            list(definition.schema().fields(), 1, listing);
            listing.append('\n');
        }
        String name = ("schema-" + names + "-" + unit + "-" + attributes + ".txt").toLowerCase(Locale.ROOT);
        Path actual = Path.of("target", name);
        Files.writeString(actual, listing);
        assertEquals(committed(name), listing.toString(), "the actual listing is in " + actual.toAbsolutePath());
    }

    @ParameterizedTest
    @CsvSource({
        "LOGS, logs",
        "TRACES, traces",
        "METRICS_GAUGE, metrics/gauge",
        "METRICS_SUM, metrics/sum",
        "METRICS_HISTOGRAM, metrics/histogram",
        "METRICS_EXPONENTIAL_HISTOGRAM, metrics/exponential_histogram",
        "METRICS_SUMMARY, metrics/summary"
    })
    void eachTableHasItsFolder(OtlpTable table, String folder) {
        assertEquals(
                folder, TableDefinition.of(table, TableOptions.DEFAULT).shape().folder());
    }

    @Test
    void traceAndSpanIdsHaveBloomFiltersInEitherSpelling() {
        TableOptions snake = new TableOptions(ColumnNames.SNAKE, TimestampUnit.MICROS, AttributesStyle.MAP);
        assertEquals(
                List.of("trace_id"),
                TableDefinition.of(OtlpTable.LOGS, snake).shape().bloomFilterColumns());
        assertEquals(
                List.of("TraceId", "SpanId"),
                TableDefinition.of(OtlpTable.TRACES, TableOptions.DEFAULT)
                        .shape()
                        .bloomFilterColumns());
        for (OtlpTable table : List.of(OtlpTable.LOGS, OtlpTable.TRACES)) {
            TableDefinition definition = TableDefinition.of(table, snake);
            for (String column : definition.shape().bloomFilterColumns()) {
                definition.schema().indexOf(column);
            }
        }
        assertEquals(
                List.of(),
                TableDefinition.of(OtlpTable.METRICS_GAUGE, TableOptions.DEFAULT)
                        .shape()
                        .bloomFilterColumns());
    }

    @ParameterizedTest
    @EnumSource(OtlpTable.class)
    void fieldIdsCountFromOneWithTheColumnsFirstAndNoneTwice(OtlpTable table) {
        List<Field> fields =
                TableDefinition.of(table, TableOptions.DEFAULT).schema().fields();
        for (int i = 0; i < fields.size(); i++) {
            assertEquals(i + 1, fields.get(i).fieldId(), fields.get(i).name());
        }
        Set<Integer> ids = new HashSet<>();
        int most = collectIds(fields, ids);
        assertEquals(most, ids.size(), "ids are dense");
    }

    @Test
    void theSignalOfEachTableIsTheOneThatFillsIt() {
        assertEquals("logs", FileMetadata.signal(OtlpTable.LOGS.signal()));
        assertEquals("traces", FileMetadata.signal(OtlpTable.TRACES.signal()));
        for (OtlpTable table : OtlpTable.values()) {
            boolean metrics = table.tableName().startsWith("metrics_");
            assertEquals(metrics, FileMetadata.signal(table.signal()).equals("metrics"), table.tableName());
        }
    }

    @Test
    void aColumnIsFoundByItsPascalNameInEitherSpelling() {
        TableOptions snake = new TableOptions(ColumnNames.SNAKE, TimestampUnit.MICROS, AttributesStyle.MAP);
        TableDefinition logs = TableDefinition.of(OtlpTable.LOGS, snake);
        assertEquals(
                "service_name",
                logs.schema().fields().get(logs.indexOf("ServiceName")).name());
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> logs.indexOf("service_name"));
        assertEquals("there is no column service_name", refused.getMessage());
    }

    @Test
    void theVersionInFilesIsThatOfTheBuild() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String parent = pom.substring(pom.indexOf("<parent>"), pom.indexOf("</parent>"));
        String version = parent.substring(parent.indexOf("<version>") + 9, parent.indexOf("</version>"));
        assertEquals(version, Program.VERSION);
    }

    private static int collectIds(List<Field> fields, Set<Integer> ids) {
        int most = 0;
        for (Field field : fields) {
            if (field.fieldId() != Field.NO_ID) {
                assertEquals(true, ids.add(field.fieldId()), "id " + field.fieldId() + " twice");
                most = Math.max(most, field.fieldId());
            }
            if (field instanceof GroupField group) {
                most = Math.max(most, collectIds(group.children(), ids));
            }
        }
        return most;
    }

    private static void list(List<Field> fields, int depth, StringBuilder out) {
        for (Field field : fields) {
            String id = field.fieldId() == Field.NO_ID ? "-" : Integer.toString(field.fieldId());
            out.append(String.format(Locale.ROOT, "%s%3s  %s %s", "  ".repeat(depth), id, field.name(), type(field)));
            if (field.repetition() != Repetition.REQUIRED) {
                out.append(", ").append(field.repetition().name().toLowerCase(Locale.ROOT));
            }
            out.append('\n');
            if (field instanceof GroupField group) {
                list(group.children(), depth + 1, out);
            }
        }
    }

    private static String type(Field field) {
        if (field instanceof GroupField group) {
            return group.annotation() == GroupAnnotation.NONE
                    ? "group"
                    : group.annotation().name();
        }
        PrimitiveField primitive = (PrimitiveField) field;
        LogicalType meaning = primitive.logicalType();
        if (meaning == null) {
            return primitive.type().name();
        }
        return primitive.type() + " "
                + (meaning instanceof LogicalType.Timestamp timestamp ? "TIMESTAMP " + timestamp.unit() : "STRING");
    }

    private static String committed(String name) throws IOException {
        try (InputStream in = TableDefinitionTest.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
