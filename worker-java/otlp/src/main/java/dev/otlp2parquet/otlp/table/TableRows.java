package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.Resource;
import dev.otlp2parquet.otlp.model.Scope;
import dev.otlp2parquet.parquet.column.RowBatch;

/**
 * The rows of one table while a request is decoded. Columns of a record are filled with the record; columns of its contexts
 * follow when the context ends, as one run over its rows, so in between they are shorter than the others.
 */
abstract class TableRows {
    private final TableDefinition definition;
    private final RowBatch batch;
    private final BoundFields columns;
    private final ResourceColumns resourceColumns;
    private final ScopeColumns scopeColumns;
    private int rows;
    private int scopeStart;
    private int resourceStart;
    private int lineStart;
    private int requestStart;

    /** @param hashSeed see {@link RowBatch#RowBatch(dev.otlp2parquet.parquet.schema.Schema, long)} */
    TableRows(TableDefinition definition, long hashSeed) {
        this.definition = definition;
        this.batch = new RowBatch(definition.schema(), hashSeed);
        this.columns = BoundFields.of(definition, batch);
        this.resourceColumns = new ResourceColumns(columns);
        this.scopeColumns = new ScopeColumns(columns);
    }

    final TableDefinition definition() {
        return definition;
    }

    final RowBatch batch() {
        return batch;
    }

    final BoundFields columns() {
        return columns;
    }

    /** Records appended so far. */
    final int rows() {
        return rows;
    }

    final void nextRow() {
        rows++;
    }

    final void endScope(Scope scope) {
        if (rows > scopeStart) {
            scopeColumns.append(scope, rows - scopeStart);
            scopeStart = rows;
        }
    }

    final void endResource(Resource resource) {
        if (rows > resourceStart) {
            resourceColumns.append(resource, rows - resourceStart);
            resourceStart = rows;
        }
    }

    final void discardScope() {
        truncate(scopeStart);
    }

    final void discardResource() {
        truncate(resourceStart);
    }

    final void beginLine() {
        lineStart = rows;
    }

    /** Also undoes what the decoder left that stopped in the middle of the line. */
    final void discardLine() {
        truncate(lineStart);
    }

    void beginRequest() {
        requestStart = rows;
        lineStart = rows;
        scopeStart = rows;
        resourceStart = rows;
    }

    /** Also undoes what a decoder left that stopped in the middle. */
    final void discardRequest() {
        truncate(requestStart);
    }

    final void reset() {
        batch.reset();
        rows = 0;
        beginRequest();
    }

    /** Keeps the first {@code remaining} rows, which begin no later than the current request. */
    void truncate(int remaining) {
        if (rows > remaining) {
            batch.truncate(remaining);
            rows = remaining;
        }
        scopeStart = Math.min(scopeStart, remaining);
        resourceStart = Math.min(resourceStart, remaining);
    }
}
