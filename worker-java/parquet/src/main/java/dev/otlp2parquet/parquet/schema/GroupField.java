package dev.otlp2parquet.parquet.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * A field made of fields. For {@link GroupAnnotation#LIST} and {@link GroupAnnotation#MAP} the only child is the repeated
 * group of the 3-level shape; {@link Field#list} and {@link Field#map} build it.
 *
 * @param fieldId id or {@link Field#NO_ID}
 * @param children at least one, names distinct
 */
public record GroupField(
        String name, Repetition repetition, int fieldId, GroupAnnotation annotation, List<Field> children)
        implements Field {

    public GroupField {
        Objects.requireNonNull(repetition, "repetition");
        children = List.copyOf(children);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A field needs a name");
        }
        if (children.isEmpty()) {
            throw new IllegalArgumentException(name + ": a group needs at least one child");
        }
        Schema.requireDistinctNames(name, children);
        if (annotation != GroupAnnotation.NONE) {
            if (repetition == Repetition.REPEATED) {
                throw new IllegalArgumentException(name + ": " + annotation + " must not be repeated itself");
            }
            checkThreeLevels(name, annotation, children);
        }
    }

    private static void checkThreeLevels(String name, GroupAnnotation annotation, List<Field> children) {
        boolean list = annotation == GroupAnnotation.LIST;
        if (children.size() != 1
                || !(children.get(0) instanceof GroupField repeated)
                || repeated.repetition() != Repetition.REPEATED
                || repeated.children().size() != (list ? 1 : 2)) {
            throw new IllegalArgumentException(
                    name + ": " + annotation + " needs one repeated group with " + (list ? "1 child" : "2 children"));
        }
        List<Field> inner = repeated.children();
        if (list) {
            requireChild(name, inner.get(0), "element");
        } else {
            requireChild(name, inner.get(0), "key");
            requireChild(name, inner.get(1), "value");
            if (inner.get(0).repetition() != Repetition.REQUIRED) {
                throw new IllegalArgumentException(name + ": the key of a map must be required");
            }
        }
    }

    private static void requireChild(String parent, Field child, String expected) {
        if (!child.name().equals(expected) || child.repetition() == Repetition.REPEATED) {
            throw new IllegalArgumentException(parent + ": expected a required or optional field named " + expected
                    + ", found " + child.repetition() + " " + child.name());
        }
    }

    @Override
    public GroupField withFieldIds(IntUnaryOperator ids) {
        List<Field> renumbered = new ArrayList<>(children.size());
        for (Field child : children) {
            renumbered.add(child.withFieldIds(ids));
        }
        return new GroupField(
                name, repetition, fieldId == NO_ID ? NO_ID : ids.applyAsInt(fieldId), annotation, renumbered);
    }
}
