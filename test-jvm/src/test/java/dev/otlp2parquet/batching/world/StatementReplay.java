package dev.otlp2parquet.batching.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otlp2parquet.platform.actor.SqlFailure;
import dev.otlp2parquet.platform.actor.SqlRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Runs statements that ran in workerd ({@code test-e2e/statements.test.ts}) in {@link SqliteStorage}, in their order, one
 * database for each object, and compares the rows. Prints the differences, and how many there are.
 */
final class StatementReplay {

    private StatementReplay() {}

    /**
     * Replays a file.
     *
     * @param arguments the file, a JSON object a line: object, statement, parameters, and rows unless it was refused
     */
    public static void main(String[] arguments) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Map<String, SqliteStorage> databases = new HashMap<>();
        List<String> differences = new ArrayList<>();
        List<String> lines = Files.readAllLines(Path.of(arguments[0]));
        for (String line : lines) {
            JsonNode entry = json.readTree(line);
            List<Object> parameters = new ArrayList<>();
            entry.get("parameters").forEach(parameter -> parameters.add(value(parameter)));
            SqliteStorage database =
                    databases.computeIfAbsent(entry.get("object").asText(), name -> new SqliteStorage());
            String expected = entry.has("rows") ? entry.get("rows").toString() : "refused";
            String found;
            try {
                found = json.valueToTree(
                                rows(database.query(entry.get("statement").asText(), parameters.toArray())))
                        .toString();
            } catch (SqlFailure e) {
                found = "refused";
            }
            if (!found.equals(expected)) {
                differences.add(entry.get("object").asText() + ": "
                        + entry.get("statement").asText() + " " + entry.get("parameters")
                        + "\n  in workerd " + expected + "\n  here       " + found);
            }
        }
        databases.values().forEach(SqliteStorage::close);
        System.out.println(lines.size() + " statements, " + differences.size() + " differences");
        differences.forEach(System.out::println);
    }

    private static Object value(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node.isTextual()) {
            return node.asText();
        }
        return node.isNumber()
                ? (Object) node.longValue()
                : HexFormat.of().parseHex(node.get("hex").asText());
    }

    private static List<List<Object>> rows(SqlRows rows) {
        List<List<Object>> all = new ArrayList<>();
        for (Object[] row : rows.rows()) {
            List<Object> values = new ArrayList<>();
            for (Object value : row) {
                values.add(
                        value instanceof byte[] bytes
                                ? Map.of("hex", HexFormat.of().formatHex(bytes))
                                : value);
            }
            all.add(values);
        }
        return all;
    }
}
