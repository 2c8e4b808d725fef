package dev.otlp2parquet.parquet;

import static dev.otlp2parquet.parquet.schema.Repetition.OPTIONAL;
import static dev.otlp2parquet.parquet.schema.Repetition.REPEATED;
import static dev.otlp2parquet.parquet.schema.Repetition.REQUIRED;

import dev.otlp2parquet.parquet.audit.Readers;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.generate.NullPattern;
import dev.otlp2parquet.parquet.generate.RowGenerator;
import dev.otlp2parquet.parquet.generate.Types;
import dev.otlp2parquet.parquet.generate.ValuePattern;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.Cases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every type in every nesting, with every pattern of nulls and of values (and so with every encoding the profile may choose),
 * in both profiles and with every codec, written in several row groups of several pages. By day every type meets a third of these
 * combinations, and three types in a row meet all.
 */
class EveryTypeTest {
    private static final int ROWS = 48;

    /** Of which a delta-encoded page may fill about the half: the rest is kept for what it may need at most. */
    private static final int PAGE_BYTES = 640;

    private static final int BY_DAY_ONE_OF = 3;

    @AutoClose
    private static final Readers readers = new Readers();

    @ParameterizedTest
    @EnumSource(Types.class)
    void everyNestingAndPatternIsReadBack(Types type) {
        Schema schema = everyNesting(type);
        Codec[] codecs = Codec.values();
        long seed = type.name().hashCode();
        int first = Arrays.asList(Types.values()).indexOf(type);
        int file = 0;
        for (EncodingProfile profile : EncodingProfile.values()) {
            WriterOptions options = WriterOptions.builder()
                    .encodings(profile)
                    .rowGroupRows(ROWS * 2 / 3)
                    .pageBytes(PAGE_BYTES)
                    .build();
            for (NullPattern nulls : NullPattern.values()) {
                for (ValuePattern values : ValuePattern.values()) {
                    // 4 codecs and 35 pairs of patterns: each kind of values meets each codec.
                    Codec codec = codecs[file % codecs.length];
                    long seedOfFile = seed + file;
                    if (!Cases.tried(first + file++, BY_DAY_ONE_OF)) {
                        continue;
                    }
                    List<List<Object>> rows = new RowGenerator(schema, nulls, values, seedOfFile).rows(ROWS);
                    try {
                        readers.check(schema, rows, options, codec);
                    } catch (Throwable e) {
                        throw new AssertionError(type + " " + profile + " " + nulls + " " + values + " " + codec, e);
                    }
                }
            }
        }
    }

    /** The type flat, in lists, maps and structs, bare repeated, and three levels deep. */
    private static Schema everyNesting(Types type) {
        List<Field> fields = new ArrayList<>();
        fields.add(type.field("required", REQUIRED, 1));
        fields.add(type.field("optional", OPTIONAL, 2));
        fields.add(Field.list("list", REQUIRED, 3, type.field("element", REQUIRED, 4)));
        fields.add(Field.list("list_of_optional", REQUIRED, 5, type.field("element", OPTIONAL, 6)));
        fields.add(Field.list("optional_list", OPTIONAL, 7, type.field("element", OPTIONAL, 8)));
        fields.add(Field.map("map", REQUIRED, 9, Field.string("key", REQUIRED, 10), type.field("value", OPTIONAL, 11)));
        fields.add(Field.map(
                "optional_map", OPTIONAL, 12, type.field("key", REQUIRED, 13), type.field("value", REQUIRED, 14)));
        fields.add(Field.struct(
                "struct", OPTIONAL, 15, type.field("required", REQUIRED, 16), type.field("optional", OPTIONAL, 17)));
        fields.add(Field.list(
                "list_of_structs",
                OPTIONAL,
                18,
                Field.struct(
                        "element",
                        OPTIONAL,
                        19,
                        type.field("required", REQUIRED, 20),
                        Field.map(
                                "map",
                                OPTIONAL,
                                21,
                                Field.string("key", REQUIRED, 22),
                                type.field("value", OPTIONAL, 23)))));
        fields.add(Field.list(
                "list_of_lists",
                REQUIRED,
                24,
                Field.list("element", OPTIONAL, 25, type.field("element", REQUIRED, 26))));
        fields.add(type.field("repeated", REPEATED, 27));
        fields.add(Field.struct(
                "repeated_group", REPEATED, 28, type.field("a", REQUIRED, 29), type.field("b", OPTIONAL, 30)));
        return new Schema("every_nesting", fields);
    }
}
