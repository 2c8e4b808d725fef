package dev.otlp2parquet.parquet.generate;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.GroupAnnotation;
import dev.otlp2parquet.parquet.schema.GroupField;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.parquet.Entry;
import dev.otlp2parquet.testkit.parquet.Struct;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Rows of a schema, in the plain values of {@code testkit.parquet}. The same seed gives the same rows. Keys are distinct within a
 * map, since readers that return hash maps could not be compared otherwise.
 */
public final class RowGenerator {
    private static final int LONGEST_LIST = 70;

    private final List<Node> fields = new ArrayList<>();

    public RowGenerator(Schema schema, NullPattern nulls, ValuePattern values, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (Field field : schema.fields()) {
            fields.add(node(field, nulls, values, random.split()));
        }
    }

    /** The patterns of each top-level field are chosen at random. */
    public RowGenerator(Schema schema, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (Field field : schema.fields()) {
            NullPattern nulls = oneOf(NullPattern.values(), random);
            ValuePattern values = oneOf(ValuePattern.values(), random);
            fields.add(node(field, nulls, values, random.split()));
        }
    }

    public List<List<Object>> rows(int count) {
        List<List<Object>> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            List<Object> row = new ArrayList<>(fields.size());
            for (Node field : fields) {
                row.add(field.next());
            }
            rows.add(row);
        }
        return rows;
    }

    private static <T> T oneOf(T[] choices, SplittableRandom random) {
        return choices[random.nextInt(choices.length)];
    }

    private interface Node {
        Object next();
    }

    private static Node node(Field field, NullPattern nulls, ValuePattern values, SplittableRandom random) {
        Node present = present(field, nulls, values, random);
        return switch (field.repetition()) {
            case REQUIRED -> present;
            case OPTIONAL -> {
                NullPattern.Slots slots = nulls.slots(random);
                yield () -> slots.nextIsNull() ? null : present.next();
            }
            case REPEATED -> () -> repeat(present, length(nulls, random));
        };
    }

    private static Node present(Field field, NullPattern nulls, ValuePattern values, SplittableRandom random) {
        if (field instanceof PrimitiveField primitive) {
            return new ValueGenerator(primitive, values, random)::next;
        }
        GroupField group = (GroupField) field;
        if (group.annotation() == GroupAnnotation.NONE) {
            List<Node> children = nodes(group.children(), nulls, values, random);
            return () -> {
                List<Object> struct = new ArrayList<>();
                for (Node child : children) {
                    struct.add(child.next());
                }
                return new Struct(struct);
            };
        }
        List<Node> inner = nodes(((GroupField) group.children().get(0)).children(), nulls, values, random);
        if (group.annotation() == GroupAnnotation.LIST) {
            return () -> repeat(inner.get(0), length(nulls, random));
        }
        return () -> {
            List<Object> entries = new ArrayList<>();
            Set<Object> keys = new HashSet<>();
            int wanted = length(nulls, random);
            for (int i = 0; i < wanted; i++) {
                Object key = inner.get(0).next();
                if (keys.add(key)) {
                    entries.add(new Entry(key, inner.get(1).next()));
                }
            }
            return entries;
        };
    }

    private static List<Node> nodes(
            List<Field> fields, NullPattern nulls, ValuePattern values, SplittableRandom random) {
        List<Node> nodes = new ArrayList<>();
        for (Field field : fields) {
            nodes.add(node(field, nulls, values, random));
        }
        return nodes;
    }

    private static List<Object> repeat(Node element, int length) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            elements.add(element.next());
        }
        return elements;
    }

    /** Mostly short, often empty, now and then long; always empty where everything is to be null. */
    private static int length(NullPattern nulls, SplittableRandom random) {
        if (nulls == NullPattern.ALL && random.nextInt(4) != 0) {
            return 0;
        }
        int kind = random.nextInt(50);
        return kind == 0 ? random.nextInt(LONGEST_LIST) : kind % 5;
    }
}
