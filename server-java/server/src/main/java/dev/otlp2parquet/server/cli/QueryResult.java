package dev.otlp2parquet.server.cli;

import java.util.List;
import java.util.Set;

/**
 * The result of a query.
 *
 * @param rows values: null, {@link Boolean}, {@link Number} or {@link String}
 * @param json the columns, from 0, whose strings are JSON
 */
record QueryResult(List<String> columns, List<List<Object>> rows, Set<Integer> json) {

    QueryResult {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        json = Set.copyOf(json);
    }
}
