package dev.otlp2parquet.parquet.audit;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.GroupAnnotation;
import dev.otlp2parquet.parquet.schema.GroupField;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.parquet.Entry;
import dev.otlp2parquet.testkit.parquet.Struct;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of one leaf column, row by row: the values, and null wherever the column has a pair of levels but no value (a null,
 * or an empty or missing list, map or struct above).
 */
final class LeafEntries {
    private final PrimitiveField field;
    private final List<List<Object>> byRow = new ArrayList<>();

    private LeafEntries(PrimitiveField field) {
        this.field = field;
    }

    PrimitiveField field() {
        return field;
    }

    /** The entries of the rows [from, to). */
    List<Object> entries(int from, int to) {
        List<Object> entries = new ArrayList<>();
        for (List<Object> row : byRow.subList(from, to)) {
            entries.addAll(row);
        }
        return entries;
    }

    /** The entries of all leaves of a schema by dotted path, in schema order. */
    static Map<String, LeafEntries> of(Schema schema, List<List<Object>> rows) {
        Collector collector = new Collector();
        for (Field field : schema.fields()) {
            collector.declare("", field);
        }
        for (List<Object> row : rows) {
            for (LeafEntries leaf : collector.leaves.values()) {
                leaf.byRow.add(new ArrayList<>());
            }
            for (int i = 0; i < row.size(); i++) {
                collector.field("", schema.fields().get(i), row.get(i));
            }
        }
        return collector.leaves;
    }

    private static final class Collector {
        private final Map<String, LeafEntries> leaves = new LinkedHashMap<>();

        void declare(String prefix, Field field) {
            if (field instanceof PrimitiveField primitive) {
                leaves.put(prefix + field.name(), new LeafEntries(primitive));
            } else {
                for (Field child : ((GroupField) field).children()) {
                    declare(prefix + field.name() + ".", child);
                }
            }
        }

        void field(String prefix, Field field, Object value) {
            if (field.repetition() == Repetition.REPEATED) {
                List<?> occurrences = (List<?>) value;
                for (Object occurrence : occurrences) {
                    present(prefix, field, occurrence);
                }
                if (occurrences.isEmpty()) {
                    absent(prefix, field);
                }
            } else if (value == null) {
                absent(prefix, field);
            } else {
                present(prefix, field, value);
            }
        }

        private void present(String prefix, Field field, Object value) {
            String path = prefix + field.name();
            if (field instanceof PrimitiveField) {
                add(path, value);
                return;
            }
            GroupField group = (GroupField) field;
            if (group.annotation() == GroupAnnotation.NONE) {
                List<Object> values = ((Struct) value).values();
                for (int i = 0; i < values.size(); i++) {
                    field(path + ".", group.children().get(i), values.get(i));
                }
                return;
            }
            GroupField repeated = (GroupField) group.children().get(0);
            String inner = path + "." + repeated.name() + ".";
            for (Object each : (List<?>) value) {
                if (group.annotation() == GroupAnnotation.LIST) {
                    field(inner, repeated.children().get(0), each);
                } else {
                    field(inner, repeated.children().get(0), ((Entry) each).key());
                    field(inner, repeated.children().get(1), ((Entry) each).value());
                }
            }
            if (((List<?>) value).isEmpty()) {
                absent(prefix, field);
            }
        }

        private void absent(String prefix, Field field) {
            String path = prefix + field.name();
            if (field instanceof PrimitiveField) {
                add(path, null);
            } else {
                for (Field child : ((GroupField) field).children()) {
                    absent(path + ".", child);
                }
            }
        }

        private void add(String path, Object value) {
            List<List<Object>> rows = leaves.get(path).byRow;
            rows.get(rows.size() - 1).add(value);
        }
    }
}
