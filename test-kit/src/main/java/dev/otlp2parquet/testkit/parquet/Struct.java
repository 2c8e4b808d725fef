package dev.otlp2parquet.testkit.parquet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The values of a group's fields, in schema order. */
public record Struct(List<Object> values) {
    public Struct {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    public static Struct of(Object... values) {
        return new Struct(Arrays.asList(values));
    }
}
