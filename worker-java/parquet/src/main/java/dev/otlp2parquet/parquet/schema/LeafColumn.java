package dev.otlp2parquet.parquet.schema;

import java.util.List;

/**
 * A leaf of a schema and its place (README.md of parquet-format, "Nested Encoding").
 *
 * @param path names from the top-level field down to the leaf
 * @param maxDefinitionLevel number of optional and repeated fields on the path
 * @param maxRepetitionLevel number of repeated fields on the path
 */
public record LeafColumn(List<String> path, PrimitiveField field, int maxDefinitionLevel, int maxRepetitionLevel) {

    public LeafColumn {
        path = List.copyOf(path);
    }

    /** Returns whether the leaf is in a repeated group. Readers then read it row by row, not in vectors. */
    public boolean isBelowListOrMap() {
        return maxRepetitionLevel > 0 && path.size() > 1;
    }

    /** Returns the path with its parts joined by dots. */
    public String dottedPath() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < path.size(); i++) {
            if (i > 0) {
                text.append('.');
            }
            text.append(path.get(i));
        }
        return text.toString();
    }
}
