package dev.otlp2parquet.parquet.schema;

import java.util.List;

/**
 * A leaf of a schema with its place in it (README.md of parquet-format, "Nested Encoding").
 *
 * @param path names from the top-level field down to the leaf
 * @param maxDefinitionLevel number of optional and repeated fields on the path
 * @param maxRepetitionLevel number of repeated fields on the path
 */
public record LeafColumn(List<String> path, PrimitiveField field, int maxDefinitionLevel, int maxRepetitionLevel) {

    public LeafColumn {
        path = List.copyOf(path);
    }

    /** Whether the leaf is within a repeated group, and so read row by row rather than in vectors. */
    public boolean isBelowListOrMap() {
        return maxRepetitionLevel > 0 && path.size() > 1;
    }

    /** The path as one name, parts joined by dots. */
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
