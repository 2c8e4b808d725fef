package dev.otlp2parquet.parquet;

import static dev.otlp2parquet.parquet.schema.Repetition.REQUIRED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.SnappyCompressor;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A retry of another instance, which has another seed, must write the same object. */
class HashSeedTest {

    private static final long SEED = 20_261_128;
    private static final int ROWS = 20_000;

    private static final Schema SCHEMA = new Schema(
            "rows",
            List.of(
                    Field.string("usual", REQUIRED, 1),
                    Field.binary("colliding", REQUIRED, 2),
                    Field.int64("usual_number", REQUIRED, 3),
                    Field.int64("colliding_number", REQUIRED, 4)));

    @ParameterizedTest
    @EnumSource(EncodingProfile.class)
    void theBytesOfFilesDoNotDependOnTheSeed(EncodingProfile profile) {
        byte[] unseeded = file(profile, 0);
        Random random = new Random(SEED);
        for (int i = 0; i < 5; i++) {
            long seed = random.nextLong();
            assertArrayEquals(unseeded, file(profile, seed), "hash seed " + seed + ", random seed " + SEED);
        }
    }

    private static byte[] file(EncodingProfile profile, long hashSeed) {
        RowBatch batch = new RowBatch(SCHEMA, hashSeed);
        Random random = new Random(SEED);
        for (int i = 0; i < ROWS; i++) {
            batch.column(0).asBinary().append("value " + random.nextInt(700));
            byte[] value = Collisions.underAnySeed(random.nextInt(700));
            batch.column(1).asBinary().append(value, 0, value.length);
            batch.column(2).asLong().append(random.nextInt(700));
            batch.column(3).asLong().append(Collisions.numberUnderAnySeed(random.nextInt(700)));
        }
        ParquetFile file = new ParquetFileWriter(
                        WriterOptions.builder().encodings(profile).build(), new SnappyCompressor())
                .write(batch, RowSelection.all(batch));
        return Arrays.copyOf(file.array(), file.length());
    }
}
