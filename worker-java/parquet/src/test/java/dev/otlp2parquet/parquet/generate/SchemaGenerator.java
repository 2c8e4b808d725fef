package dev.otlp2parquet.parquet.generate;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Schemas of random shape, at most four groups deep. The same seed gives the same schema. */
public final class SchemaGenerator {
    private static final int DEEPEST = 4;

    private final SplittableRandom random;
    private int nextId = 1;

    private SchemaGenerator(long seed) {
        random = new SplittableRandom(seed);
    }

    public static Schema schema(long seed) {
        SchemaGenerator generator = new SchemaGenerator(seed);
        return new Schema("generated", generator.fields(1 + generator.random.nextInt(8), DEEPEST));
    }

    private List<Field> fields(int count, int depth) {
        Repetition[] repetitions = Repetition.values();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add(field("f" + i, repetitions[random.nextInt(repetitions.length)], depth));
        }
        return fields;
    }

    private Field field(String name, Repetition repetition, int depth) {
        int id = random.nextInt(4) == 0 ? Field.NO_ID : nextId++;
        boolean repeated = repetition == Repetition.REPEATED;
        return switch (depth == 0 ? 0 : random.nextInt(8)) {
            // DuckDB takes a repeated group of one field for an old list and drops the group.
            case 5 -> Field.struct(name, repetition, id, fields((repeated ? 2 : 1) + random.nextInt(3), depth - 1));
            case 6 ->
                repeated
                        ? leaf(name, repetition, id)
                        : Field.list(name, repetition, id, field("element", once(), depth - 1));
            case 7 ->
                repeated
                        ? leaf(name, repetition, id)
                        : Field.map(
                                name,
                                repetition,
                                id,
                                leaf("key", Repetition.REQUIRED, nextId++),
                                field("value", once(), depth - 1));
            default -> leaf(name, repetition, id);
        };
    }

    private Repetition once() {
        return random.nextBoolean() ? Repetition.REQUIRED : Repetition.OPTIONAL;
    }

    private Field leaf(String name, Repetition repetition, int id) {
        Types[] types = Types.values();
        return types[random.nextInt(types.length)].field(name, repetition, id);
    }
}
