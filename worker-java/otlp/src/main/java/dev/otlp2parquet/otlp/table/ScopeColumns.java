package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.Scope;

/** The columns of the instrumentation scope: filled once per scope, for all its rows. */
final class ScopeColumns {
    private final TextColumn schemaUrl;
    private final TextColumn name;
    private final TextColumn version;
    private final AttributesColumn attributes;
    private final DroppedCountColumn droppedAttributesCount;

    ScopeColumns(BoundFields columns) {
        schemaUrl = columns.text("ScopeSchemaUrl");
        name = columns.text("ScopeName");
        version = columns.text("ScopeVersion");
        attributes = columns.attributes("ScopeAttributes");
        droppedAttributesCount = columns.droppedCount("ScopeDroppedAttributesCount");
    }

    /**
     * Appends a scope for its rows.
     *
     * @param rows at least 1
     */
    void append(Scope scope, int rows) {
        schemaUrl.append(scope.schemaUrl);
        name.append(scope.name);
        version.append(scope.version);
        attributes.append(scope.attributes);
        droppedAttributesCount.append(scope.droppedAttributesCount, scope.attributes.dropped());

        int more = rows - 1;
        schemaUrl.repeatLast(more);
        name.repeatLast(more);
        version.repeatLast(more);
        attributes.repeatLast(more);
        droppedAttributesCount.repeatLast(more);
    }
}
