package dev.otlp2parquet.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A table for people: a header, a line, rows. */
final class TextTable {

    private static final String SEPARATOR = " | ";

    private TextTable() {}

    /** A table with texts on the left. */
    static String of(List<String> header, List<List<String>> rows) {
        return of(header, rows, Set.of());
    }

    /** @param right the columns, from 0, whose cells are on the right */
    static String of(List<String> header, List<List<String>> rows, Set<Integer> right) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(visible(header));
        rows.forEach(row -> lines.add(visible(row)));
        int[] widths = new int[header.size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], width(line.get(column)));
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = lines.get(i).get(column);
                String space = " ".repeat(widths[column] - width(cell));
                line.append(column == 0 ? "" : SEPARATOR).append(right.contains(column) ? space + cell : cell + space);
            }
            text.append(line.toString().stripTrailing()).append('\n');
            if (i == 0) {
                text.append(rule(widths)).append('\n');
            }
        }
        return text.toString();
    }

    private static String rule(int[] widths) {
        List<String> parts = new ArrayList<>();
        for (int width : widths) {
            parts.add("-".repeat(width));
        }
        return String.join("-+-", parts);
    }

    /** Control characters would break the lines of the table, or do worse to a terminal. */
    private static List<String> visible(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.codePoints()
                        .mapToObj(c -> Character.isISOControl(c) ? String.format("\\u%04x", c) : Character.toString(c))
                        .collect(Collectors.joining()))
                .toList();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
