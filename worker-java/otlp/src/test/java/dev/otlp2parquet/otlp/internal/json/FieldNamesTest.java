package dev.otlp2parquet.otlp.internal.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.platform.text.Utf8;
import org.junit.jupiter.api.Test;

/** Names of a request are only looked up in tables of our own names, which no request changes: their hash needs no seed. */
class FieldNamesTest {

    @Test
    void aNameIsComparedWithAFewOfOursAtMost() {
        assertTrue(ValueFields.KEY_VALUE.mostCompared() <= 4);
        assertTrue(ValueFields.ANY_VALUE.mostCompared() <= 4);
        FieldNames metric = new FieldNames(
                "name",
                "description",
                "unit",
                "metadata",
                "gauge",
                "sum",
                "histogram",
                "exponentialHistogram",
                "summary");
        assertTrue(metric.mostCompared() <= 4);
    }

    @Test
    void comparisonsAreCounted() {
        FieldNames alike = new FieldNames("aXb", "aYb", "aZb", "c");
        assertEquals(3, alike.mostCompared());
        byte[] last = Utf8.encode("aZb");
        assertEquals(2, alike.find(last, 0, last.length));
    }
}
