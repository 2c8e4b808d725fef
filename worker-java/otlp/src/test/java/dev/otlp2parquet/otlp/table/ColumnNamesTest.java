package dev.otlp2parquet.otlp.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ColumnNamesTest {
    @Test
    void snakeCaseSeparatesWordsByUnderscores() {
        assertEquals("timestamp", ColumnNames.SNAKE.spell("Timestamp"));
        assertEquals("resource_dropped_attributes_count", ColumnNames.SNAKE.spell("ResourceDroppedAttributesCount"));
        assertEquals("value_at_quantiles", ColumnNames.SNAKE.spell("ValueAtQuantiles"));
    }

    @Test
    void pascalCaseIsKept() {
        assertEquals("ResourceSchemaUrl", ColumnNames.PASCAL.spell("ResourceSchemaUrl"));
    }

    @Test
    void namesThatTheParquetSpecificationGivesAreTheSameInBothStyles() {
        assertEquals("element", ColumnNames.SNAKE.spell("element"));
        assertEquals("element", ColumnNames.PASCAL.spell("element"));
    }
}
