package dev.otlp2parquet.vectors;

import static dev.otlp2parquet.parquet.schema.Repetition.OPTIONAL;
import static dev.otlp2parquet.parquet.schema.Repetition.REPEATED;
import static dev.otlp2parquet.parquet.schema.Repetition.REQUIRED;

import dev.otlp2parquet.parquet.EncodingProfile;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.ParquetFileWriter;
import dev.otlp2parquet.parquet.SortingColumn;
import dev.otlp2parquet.parquet.WriterOptions;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowOrder;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.column.SortKey;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.parquet.compress.SnappyCompressor;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.LogicalType;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs: every type in every nesting, kind of values and profile; runs, truncation, sorting and selections; files of no
 * rows, of one row, of large values. Codecs of the host are left out, since each host has its own version of them.
 */
final class EncoderVectors {

    private static final int ROWS = 150;
    private static final long HOUR_MICROS = 3_600_000_000L;

    private EncoderVectors() {}

    static List<EncoderVector> all() {
        List<EncoderVector> vectors = new ArrayList<>();
        for (EncodingProfile profile : EncodingProfile.values()) {
            String suffix = profile == EncodingProfile.MODERN ? ".modern" : ".compatible";
            for (Style style : Style.values()) {
                vectors.add(new EncoderVector("flat." + style.text + suffix, () -> everyType(flat(), style, profile)));
                vectors.add(
                        new EncoderVector("nested." + style.text + suffix, () -> everyType(nested(), style, profile)));
            }
        }
        vectors.add(new EncoderVector("rows.none", () -> rows(0)));
        vectors.add(new EncoderVector("rows.one", () -> rows(1)));
        vectors.add(new EncoderVector("rows.many", () -> rows(5000)));
        for (int group = 0; group < 3; group++) {
            int part = group;
            vectors.add(new EncoderVector("sorted.group-" + group, () -> sortedGroup(part)));
        }
        vectors.add(new EncoderVector("runs", EncoderVectors::runsAndTruncation));
        vectors.add(new EncoderVector("texts.distinct", EncoderVectors::distinctTexts));
        vectors.add(new EncoderVector("texts.filtered", EncoderVectors::filteredTexts));
        vectors.add(new EncoderVector("texts.large", EncoderVectors::largeTexts));
        vectors.add(new EncoderVector("doubles.bits", EncoderVectors::doubleBits));
        for (EncodingProfile profile : EncodingProfile.values()) {
            String suffix = profile == EncodingProfile.MODERN ? ".modern" : ".compatible";
            vectors.add(new EncoderVector("measured" + suffix, () -> measured(profile)));
        }
        return vectors;
    }

    /** Several row groups of several pages. */
    private static ParquetFile everyType(Schema schema, Style style, EncodingProfile profile) {
        WriterOptions options = WriterOptions.builder()
                .encodings(profile)
                .rowGroupRows(100)
                .pageBytes(1500)
                .createdBy("vectors")
                .keyValue("kind", "every type")
                .build();
        return writeAll(options, fill(schema, style, ROWS, 3));
    }

    private static ParquetFile rows(int count) {
        WriterOptions options =
                WriterOptions.builder().rowGroupRows(2000).createdBy("vectors").build();
        return writeAll(options, fill(logs(), Style.FEW, count, 7));
    }

    /** Sorted by service and time, one file for each of the first services and hours. */
    private static ParquetFile sortedGroup(int group) {
        RowBatch batch = new RowBatch(logs());
        Dice dice = new Dice(11);
        Filler few = new Filler(Style.FEW, dice);
        for (int row = 0; row < 2000; row++) {
            batch.column(0).asLong().append(dice.below(3) * HOUR_MICROS - HOUR_MICROS + dice.below(1_000_000));
            for (int i = 1; i < batch.columnCount(); i++) {
                few.append(batch.column(i));
            }
        }
        RowOrder order = RowOrder.of(batch, List.of(SortKey.of(1), SortKey.floorDiv(0, HOUR_MICROS), SortKey.of(0)));
        int[] groups = order.groups(2);
        WriterOptions options = WriterOptions.builder()
                .createdBy("vectors")
                .sortingColumns(List.of(SortingColumn.ascending(1), SortingColumn.ascending(0)))
                .build();
        return new ParquetFileWriter(options, new SnappyCompressor())
                .write(batch, order.selection(groups[group], groups[group + 1]));
    }

    private static ParquetFile runsAndTruncation() {
        RowBatch batch = new RowBatch(logs());
        Dice dice = new Dice(13);
        Filler many = new Filler(Style.MANY, dice);
        for (int context = 0; context < 20; context++) {
            int rows = 1 + dice.below(50);
            for (int i = 0; i < batch.columnCount(); i++) {
                many.append(batch.column(i));
                if (i % 2 == 1) {
                    batch.column(i).repeatLast(rows - 1);
                } else {
                    for (int row = 1; row < rows; row++) {
                        many.append(batch.column(i));
                    }
                }
            }
            if (context % 5 == 3) {
                batch.truncate(batch.rows() - dice.below(rows));
            }
        }
        return writeAll(WriterOptions.builder().createdBy("vectors").build(), batch);
    }

    /** A Bloom filter over texts on both sides of xxHash's stripes of 32 bytes. */
    private static ParquetFile filteredTexts() {
        RowBatch batch = new RowBatch(new Schema("texts", List.of(Field.string("text", OPTIONAL, 1))));
        Dice dice = new Dice(17);
        for (int i = 0; i < 3000; i++) {
            if (dice.oneIn(10)) {
                batch.column(0).appendNull();
            } else {
                batch.column(0).asBinary().append("text " + i + "abcdefgh".repeat(dice.below(9)));
            }
        }
        WriterOptions options = WriterOptions.builder()
                .bloomFilterColumns(List.of("text"))
                .createdBy("vectors")
                .build();
        return writeAll(options, batch);
    }

    /** So many that looking values up is given up. */
    private static ParquetFile distinctTexts() {
        RowBatch batch = new RowBatch(new Schema("texts", List.of(Field.string("text", REQUIRED, 1))));
        for (int i = 0; i < 5000; i++) {
            batch.column(0).asBinary().append("text " + (i < 3000 ? i : i % 7));
        }
        return writeAll(WriterOptions.builder().createdBy("vectors").build(), batch);
    }

    private static ParquetFile largeTexts() {
        RowBatch batch = new RowBatch(new Schema("texts", List.of(Field.string("text", OPTIONAL, 1))));
        Dice dice = new Dice(17);
        for (int i = 0; i < 6; i++) {
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 20_000 * i; word++) {
                text.append((char) ('a' + dice.below(3)));
            }
            batch.column(0).asBinary().append(text.toString());
        }
        return writeAll(
                WriterOptions.builder().createdBy("vectors").pageBytes(1 << 16).build(), batch);
    }

    /** Chunks that are large enough for their encoding to be chosen by compressing a sample. */
    private static ParquetFile measured(EncodingProfile profile) {
        RowBatch batch = new RowBatch(new Schema(
                "measured",
                List.of(
                        Field.string("id", REQUIRED, 1),
                        Field.string("name", REQUIRED, 2),
                        Field.timestampMicros("time", REQUIRED, 3),
                        Field.float64("value", REQUIRED, 4),
                        Field.string("mixed", REQUIRED, 5))));
        Dice dice = new Dice(19);
        for (int row = 0; row < 10_000; row++) {
            StringBuilder id = new StringBuilder();
            for (int digit = 0; digit < 16; digit++) {
                id.append((char) ('a' + dice.below(16)));
            }
            batch.column(0).asBinary().append(id.toString());
            batch.column(1).asBinary().append("host-" + (1_000_000 + 7 * row));
            batch.column(2).asLong().append(1000L * row + dice.below(1000));
            batch.column(3).asDouble().append(1 + dice.below(1 << 30) / (double) (1 << 30));
            batch.column(4).asBinary().append(row % 4 < 2 ? "some" : "user-" + dice.below(100_000));
        }
        WriterOptions options =
                WriterOptions.builder().encodings(profile).createdBy("vectors").build();
        return new ParquetFileWriter(options, new SnappyCompressor()).write(batch, RowSelection.all(batch));
    }

    /** NaNs of other bits than Java's own must not change on the way. */
    private static ParquetFile doubleBits() {
        RowBatch batch = new RowBatch(new Schema("doubles", List.of(Field.float64("value", REQUIRED, 1))));
        long[] bits = {
            0x7ff8000000000000L,
            0x7ff8000000000001L,
            0xfff8000000000000L,
            0x7ff0000000000001L,
            0xffffffffffffffffL,
            0x8000000000000000L,
            1L
        };
        for (long each : bits) {
            batch.column(0).asDouble().append(Double.longBitsToDouble(each));
        }
        return writeAll(WriterOptions.builder().createdBy("vectors").build(), batch);
    }

    private static RowBatch fill(Schema schema, Style style, int rows, int seed) {
        RowBatch batch = new RowBatch(schema);
        for (int i = 0; i < batch.columnCount(); i++) {
            Filler filler = new Filler(style, new Dice(seed * 1000 + i));
            for (int row = 0; row < rows; row++) {
                filler.append(batch.column(i));
            }
        }
        return batch;
    }

    private static ParquetFile writeAll(WriterOptions options, RowBatch batch) {
        Compressor compressor =
                options.encodings() == EncodingProfile.MODERN ? Compressor.uncompressed() : new SnappyCompressor();
        return new ParquetFileWriter(options, compressor).write(batch, RowSelection.all(batch));
    }

    private static Schema logs() {
        return new Schema(
                "logs",
                List.of(
                        Field.timestampMicros("Timestamp", REQUIRED, 1),
                        Field.string("ServiceName", REQUIRED, 2),
                        Field.string("Body", OPTIONAL, 3),
                        Field.map(
                                "LogAttributes",
                                REQUIRED,
                                4,
                                Field.string("key", REQUIRED, 5),
                                Field.string("value", OPTIONAL, 6)),
                        Field.int32("SeverityNumber", REQUIRED, 7),
                        Field.float64("Value", OPTIONAL, 8)));
    }

    private static Schema flat() {
        List<Field> fields = new ArrayList<>();
        for (int type = 0; type < TYPES; type++) {
            fields.add(leaf(type, "required" + type, REQUIRED));
            fields.add(leaf(type, "optional" + type, OPTIONAL));
        }
        return new Schema("flat", fields);
    }

    private static Schema nested() {
        List<Field> fields = new ArrayList<>();
        for (int type = 0; type < TYPES; type++) {
            fields.add(Field.list("list" + type, OPTIONAL, Field.NO_ID, leaf(type, "element", OPTIONAL)));
            fields.add(leaf(type, "repeated" + type, REPEATED));
            Field map =
                    Field.map("map", OPTIONAL, Field.NO_ID, leaf(7, "key", REQUIRED), leaf(type, "value", OPTIONAL));
            Field struct = Field.struct("element", OPTIONAL, Field.NO_ID, leaf(type, "leaf", REQUIRED), map);
            fields.add(Field.list("structs" + type, REQUIRED, Field.NO_ID, struct));
        }
        return new Schema("nested", fields);
    }

    private static final int TYPES = 11;

    private static PrimitiveField leaf(int type, String name, Repetition repetition) {
        int id = Field.NO_ID;
        return switch (type) {
            case 0 -> Field.bool(name, repetition, id);
            case 1 -> Field.int32(name, repetition, id);
            case 2 -> Field.int64(name, repetition, id);
            case 3 -> new PrimitiveField(name, repetition, id, PhysicalType.INT64, 0, new LogicalType.Int(64, false));
            case 4 -> Field.timestampMicros(name, repetition, id);
            case 5 -> Field.timestampNanos(name, repetition, id);
            case 6 -> Field.float64(name, repetition, id);
            case 7 -> Field.string(name, repetition, id);
            case 8 -> Field.json(name, repetition, id);
            case 9 -> Field.binary(name, repetition, id);
            default -> Field.fixed(name, repetition, id, 16);
        };
    }
}
