package dev.otlp2parquet.parquet.internal.bloom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.column.values.bloomfilter.XxHash;
import org.junit.jupiter.api.Test;

/** The hash is the one that parquet-java computes. */
class XxHash64Test {

    /** More than three stripes, with every number of bytes behind the last. */
    private static final int LENGTHS = 130;

    @Test
    void everyLengthHashesAsInParquetJava() {
        XxHash oracle = new XxHash();
        for (long seed : Seeds.of("xxHash64", 4)) {
            Random random = new Random(seed);
            for (int length = 0; length < LENGTHS; length++) {
                int offset = random.nextInt(9);
                byte[] source = new byte[offset + length + random.nextInt(9)];
                random.nextBytes(source);
                byte[] value = Arrays.copyOfRange(source, offset, offset + length);
                assertEquals(
                        oracle.hashByteBuffer(ByteBuffer.wrap(value)),
                        XxHash64.hash(source, offset, length),
                        "seed " + seed + ", length " + length);
            }
        }
    }
}
