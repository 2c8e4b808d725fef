package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import dev.otlp2parquet.platform.text.Hex;
import dev.otlp2parquet.platform.text.Utf8;
import dev.otlp2parquet.table.TableShape;
import dev.otlp2parquet.table.Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The progress of a range, table by table, so that one table in trouble does not stop the others. Stored as JSON: for each
 * table a list of its parts in their order, each as {@code [number, state]} or {@code [number, state, hour, service in
 * hexadecimal]} with the cell before which it ends.
 *
 * <p>Version 1 had the names of the tables for which all files were queued, separated by commas, or nothing.
 */
final class RangeProgress {

    /** By the names of tables. A table that this version does not know is kept for a version that does. */
    private final Map<String, List<Part>> parts = new LinkedHashMap<>();

    private boolean known;

    /** The progress of a range of which only the bounds are known. */
    RangeProgress() {}

    /** @param text as {@link #text} or version 1 wrote it, or null */
    static RangeProgress parse(String text) {
        RangeProgress progress = new RangeProgress();
        if (text == null) {
            return progress;
        }
        progress.known = true;
        if (!text.startsWith("{")) {
            for (int from = 0; from < text.length(); ) {
                int comma = text.indexOf(',', from);
                int end = comma < 0 ? text.length() : comma;
                if (end > from) {
                    progress.parts.put(text.substring(from, end), listOf(Part.whole(Part.State.QUEUED)));
                }
                from = end + 1;
            }
            return progress;
        }
        JsonObject json = JsonValue.parseObject(Utf8.encode(text));
        for (String table : json.names()) {
            if (json.get(table) instanceof JsonArray array) {
                progress.parts.put(table, parts(array));
            }
        }
        return progress;
    }

    private static List<Part> listOf(Part part) {
        List<Part> list = new ArrayList<>();
        list.add(part);
        return list;
    }

    private static List<Part> parts(JsonArray array) {
        List<Part> parts = new ArrayList<>();
        Cell from = null;
        for (JsonValue value : array.values()) {
            JsonArray fields = (JsonArray) value;
            Cell to = fields.size() < 4 ? null : new Cell(fields.int64(2), Hex.parse(fields.string(3)));
            parts.add(new Part(fields.int32(0), from, to, Part.State.of(fields.int64(1))));
            from = to;
        }
        return parts;
    }

    /**
     * Merges finished neighbours. The result has the greatest of their numbers, so no other part gets a number whose rows
     * are finished.
     */
    String text() {
        JsonObject json = new JsonObject();
        for (Map.Entry<String, List<Part>> entry : parts.entrySet()) {
            JsonArray array = new JsonArray();
            List<Part> list = entry.getValue();
            int number = 0;
            for (int i = 0; i < list.size(); i++) {
                Part part = list.get(i);
                number = Math.max(number, part.number());
                boolean joined = part.state() == Part.State.DONE
                        && i + 1 < list.size()
                        && list.get(i + 1).state() == Part.State.DONE;
                if (!joined) {
                    JsonArray fields = new JsonArray();
                    fields.add(number).add(part.state().code());
                    if (part.to() != null) {
                        byte[] service = part.to().service();
                        fields.add(part.to().hour()).add(Hex.of(service));
                    }
                    array.add(fields);
                    number = 0;
                }
            }
            json.put(entry.getKey(), array);
        }
        return json.toJson();
    }

    /** Whether the tables of the range are known. */
    boolean isKnown() {
        return known;
    }

    /** The tables of the range among some tables, as far as they are known. */
    List<TableShape> tables(Tables all) {
        List<TableShape> tables = new ArrayList<>();
        for (TableShape table : all.all()) {
            if (parts.containsKey(table.name())) {
                tables.add(table);
            }
        }
        return tables;
    }

    /** The names of the tables that are not among the given ones. Only a version that knows them can finish the range. */
    List<String> unknown(Tables all) {
        List<String> unknown = new ArrayList<>();
        for (String name : parts.keySet()) {
            if (all.find(name) == null) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    /** The parts of a table in their order; empty if the range has no rows for it. */
    List<Part> of(TableShape table) {
        List<Part> list = parts.get(table.name());
        return list == null ? List.of() : list;
    }

    void put(TableShape table, List<Part> list) {
        known = true;
        parts.put(table.name(), new ArrayList<>(list));
    }

    /** The tables that were put are all that the range has rows for. */
    void know() {
        known = true;
    }

    void set(TableShape table, Part part) {
        List<Part> list = parts.get(table.name());
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).number() == part.number()) {
                list.set(i, part);
                return;
            }
        }
        throw new IllegalArgumentException("no part " + part.number());
    }

    /**
     * Replaces a part by others, with new numbers.
     *
     * @return the number of the last of them
     */
    int cut(TableShape table, Part whole, List<Cell> cuts) {
        List<Part> list = parts.get(table.name());
        int next = 1;
        for (Part part : list) {
            next = Math.max(next, part.number() + 1);
        }
        List<Part> pieces = new ArrayList<>();
        Cell from = whole.from();
        for (Cell cut : cuts) {
            pieces.add(new Part(next++, from, cut, Part.State.NEW));
            from = cut;
        }
        pieces.add(new Part(next, from, whole.to(), Part.State.NEW));
        int at = 0;
        while (list.get(at).number() != whole.number()) {
            at++;
        }
        list.remove(at);
        list.addAll(at, pieces);
        return next;
    }

    /** Whether all parts of all tables are stored. */
    boolean isStored() {
        return known && count(Part.State.NEW) + count(Part.State.OPEN) == 0;
    }

    /** Whether all parts of all tables are finished. */
    boolean isDone() {
        return isStored() && count(Part.State.QUEUED) == 0;
    }

    /** Whether the range takes several alarms. */
    boolean isLarge() {
        for (List<Part> list : parts.values()) {
            if (list.size() > 1) {
                return true;
            }
        }
        return false;
    }

    int count(Part.State state) {
        int count = 0;
        for (List<Part> list : parts.values()) {
            for (Part part : list) {
                count += part.state() == state ? 1 : 0;
            }
        }
        return count;
    }
}
