package dev.otlp2parquet.parquet.column;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.parquet.generate.BatchFiller;
import dev.otlp2parquet.parquet.generate.NullPattern;
import dev.otlp2parquet.parquet.generate.RowGenerator;
import dev.otlp2parquet.parquet.generate.SchemaGenerator;
import dev.otlp2parquet.parquet.generate.Types;
import dev.otlp2parquet.parquet.generate.ValuePattern;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.parquet.Bytes;
import dev.otlp2parquet.testkit.parquet.Entry;
import dev.otlp2parquet.testkit.parquet.Struct;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The number that limits on memory rely on. */
class BufferedBytesTest {
    @Test
    void appendingNeverLowersThem() {
        for (long seed = 0; seed < 40; seed++) {
            Schema schema = SchemaGenerator.schema(seed);
            RowBatch batch = new RowBatch(schema);
            long before = batch.bufferedBytes();
            for (List<Object> row : new RowGenerator(schema, seed).rows(100)) {
                BatchFiller.append(batch, List.of(row));
                assertTrue(batch.bufferedBytes() >= before, "seed " + seed);
                before = batch.bufferedBytes();
            }
        }
    }

    /** Looking values up is given up on the way, which must not show. */
    @Test
    void appendingDistinctTextsNeverLowersThem() {
        RowBatch batch = new RowBatch(new Schema("one", List.of(Types.STRING.field("c", Repetition.REQUIRED))));
        long before = 0;
        for (int i = 0; i < 5000; i++) {
            BatchFiller.append(batch.column(0), Bytes.utf8("text " + i));
            assertTrue(batch.bufferedBytes() > before, "text " + i);
            before = batch.bufferedBytes();
        }
        assertFalse(batch.column(0).asBinary().isDistinct(), "given up");
    }

    @Test
    void distinctValuesCountAtLeastTheirBytesAndAtMostAFewWordsMore() {
        for (Types type : Types.values()) {
            Schema schema = new Schema("one", List.of(type.field("c", Repetition.OPTIONAL)));
            List<List<Object>> rows = new RowGenerator(schema, NullPattern.NONE, ValuePattern.MANY, 3).rows(20_000);
            RowBatch batch = BatchFiller.batch(schema, rows);
            long payload = payload(rows);
            // A value of one byte of a kind may be held once; bits may be held as bits.
            boolean interned = type == Types.BOOLEAN || type == Types.FIXED_1;
            long least = interned ? rows.size() / 8 : payload;
            assertTrue(batch.bufferedBytes() >= least, type + ": " + batch.bufferedBytes() + " of " + payload);
            assertTrue(
                    batch.bufferedBytes() <= payload + rows.size() * 24L + 4096,
                    type + ": " + batch.bufferedBytes() + " of " + payload);
        }
    }

    @Test
    void aRepeatedTextIsCountedOnce() {
        Schema schema = new Schema("one", List.of(Types.STRING.field("c", Repetition.OPTIONAL)));
        RowBatch batch = new RowBatch(schema);
        Bytes text = Bytes.utf8("the same text of some length ".repeat(20));
        for (int i = 0; i < 10_000; i++) {
            BatchFiller.append(batch.column(0), text);
        }
        assertTrue(batch.bufferedBytes() < 60_000, batch.bufferedBytes() + " bytes");
    }

    @Test
    void anEmptyOrResetBatchHoldsNothing() {
        for (long seed = 0; seed < 20; seed++) {
            Schema schema = SchemaGenerator.schema(seed);
            RowBatch batch = new RowBatch(schema);
            assertEquals(0, batch.bufferedBytes(), "seed " + seed);
            BatchFiller.append(batch, new RowGenerator(schema, seed).rows(50));
            long filled = batch.bufferedBytes();
            batch.reset();
            BatchFiller.append(batch, new RowGenerator(schema, seed + 1).rows(90));
            batch.reset();
            BatchFiller.append(batch, new RowGenerator(schema, seed).rows(50));
            assertEquals(filled, batch.bufferedBytes(), "seed " + seed + ", filled again");
            batch.reset();
            assertEquals(0, batch.rows(), "seed " + seed);
            assertEquals(0, batch.bufferedBytes(), "seed " + seed);
        }
    }

    private static long payload(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().mapToLong(BufferedBytesTest::payload).sum();
        }
        if (value instanceof Entry entry) {
            return payload(entry.key()) + payload(entry.value());
        }
        if (value instanceof Struct struct) {
            return payload(struct.values());
        }
        if (value instanceof Bytes bytes) {
            return bytes.length();
        }
        return value instanceof Integer ? 4 : value instanceof Boolean ? 1 : value == null ? 0 : 8;
    }
}
