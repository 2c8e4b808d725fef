package dev.otlp2parquet.server.cli;

import dev.otlp2parquet.platform.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A result as text: a table for people, JSON and CSV for programs. */
enum ResultText {
    TABLE,
    JSON,
    CSV;

    /** The form with a name in lower case. */
    static ResultText named(String name) throws Complaint {
        return switch (name) {
            case "table" -> TABLE;
            case "json" -> JSON;
            case "csv" -> CSV;
            default -> throw new Complaint("--format: expected table, json or csv");
        };
    }

    String of(QueryResult result) {
        return switch (this) {
            case TABLE -> table(result);
            case JSON -> json(result);
            case CSV -> csv(result);
        };
    }

    private static String table(QueryResult result) {
        if (result.columns().isEmpty()) {
            return "";
        }
        List<List<String>> rows = new ArrayList<>();
        for (List<Object> row : result.rows()) {
            rows.add(row.stream()
                    .map(value -> value == null ? "NULL" : value.toString())
                    .toList());
        }
        Set<Integer> right = new TreeSet<>();
        for (int i = 0; i < result.columns().size(); i++) {
            int column = i;
            if (result.rows().stream().map(row -> row.get(column)).allMatch(v -> v == null || v instanceof Number)) {
                right.add(column);
            }
        }
        int count = rows.size();
        return TextTable.of(result.columns(), rows, right) + "(" + count + (count == 1 ? " row)\n" : " rows)\n");
    }

    /** An array of objects, one a line. */
    private static String json(QueryResult result) {
        List<String> lines = new ArrayList<>();
        for (List<Object> row : result.rows()) {
            List<String> members = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                String name = JsonValue.of(result.columns().get(i)).toJson();
                members.add(name + ":" + json(row.get(i), result.json().contains(i)));
            }
            lines.add("{" + String.join(",", members) + "}");
        }
        return lines.isEmpty() ? "[]\n" : "[\n" + String.join(",\n", lines) + "\n]\n";
    }

    private static String json(Object value, boolean isJson) {
        if (value == null) {
            return "null";
        }
        // JSON has no number for infinity and NaN; OTLP spells them as strings.
        boolean finite = !(value instanceof Double d && !Double.isFinite(d))
                && !(value instanceof Float f && !Float.isFinite(f));
        boolean literal = value instanceof Boolean || (value instanceof Number && finite) || isJson;
        return literal ? value.toString() : JsonValue.of(value.toString()).toJson();
    }

    /** RFC 4180 with a header line. An absent value is an empty field, an empty string is "". */
    private static String csv(QueryResult result) {
        StringBuilder text = new StringBuilder();
        text.append(result.columns().stream().map(ResultText::csvField).collect(Collectors.joining(",")));
        text.append("\r\n");
        for (List<Object> row : result.rows()) {
            text.append(row.stream().map(ResultText::csvField).collect(Collectors.joining(",")));
            text.append("\r\n");
        }
        return text.toString();
    }

    private static String csvField(Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
