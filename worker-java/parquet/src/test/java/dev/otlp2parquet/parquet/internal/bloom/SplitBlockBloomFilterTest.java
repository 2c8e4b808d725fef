package dev.otlp2parquet.parquet.internal.bloom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.junit.jupiter.api.Test;

/** The bits are those that parquet-java sets for the same hashes in a filter of the same size. */
class SplitBlockBloomFilterTest {

    private static final int PROBES = 100_000;

    @Test
    void theSizeIsAPowerOfTwoWithAtLeastEightBitsForEachValue() {
        assertEquals(32, new SplitBlockBloomFilter(0).size());
        assertEquals(32, new SplitBlockBloomFilter(32).size());
        assertEquals(64, new SplitBlockBloomFilter(33).size());
        assertEquals(16_384, new SplitBlockBloomFilter(10_000).size());
        assertEquals(32_768, new SplitBlockBloomFilter(32_768).size());
        assertEquals(65_536, new SplitBlockBloomFilter(32_769).size());
        assertEquals(SplitBlockBloomFilter.MAX_BYTES, new SplitBlockBloomFilter(1 << 17).size());
        assertEquals(SplitBlockBloomFilter.MAX_BYTES, new SplitBlockBloomFilter(Integer.MAX_VALUE).size());
    }

    @Test
    void theBitsAreThoseOfParquetJava() throws IOException {
        for (int values : new int[] {1, 100, 5_000, 131_072}) {
            SplitBlockBloomFilter filter = new SplitBlockBloomFilter(values);
            BlockSplitBloomFilter oracle = new BlockSplitBloomFilter(filter.size());
            assertEquals(filter.size(), oracle.getBitsetSize(), values + " values: size");
            SplittableRandom random = new SplittableRandom(values);
            for (int i = 0; i < values; i++) {
                long hash = random.nextLong();
                filter.add(hash);
                oracle.insertHash(hash);
            }
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            oracle.writeTo(expected);
            assertArrayEquals(expected.toByteArray(), bytes(filter), values + " values");
        }
    }

    /** Full (8 bits for a value) and as empty as a filter gets (16 bits). */
    @Test
    void falsePositivesAreFew() {
        assertTrue(falsePositives(1 << 15) < 0.035, "8 bits");
        assertTrue(falsePositives(10_000) < 0.01, "13 bits");
        assertTrue(falsePositives((1 << 14) + 1) < 0.002, "16 bits");
    }

    private static double falsePositives(int values) {
        SplitBlockBloomFilter filter = new SplitBlockBloomFilter(values);
        SplittableRandom random = new SplittableRandom(values);
        for (int i = 0; i < values; i++) {
            filter.add(random.nextLong());
        }
        BlockSplitBloomFilter reader = new BlockSplitBloomFilter(bytes(filter));
        int found = 0;
        for (int i = 0; i < PROBES; i++) {
            found += reader.findHash(random.nextLong()) ? 1 : 0;
        }
        return (double) found / PROBES;
    }

    private static byte[] bytes(SplitBlockBloomFilter filter) {
        ByteSink sink = new ByteSink(16);
        filter.write(sink);
        return sink.toByteArray();
    }
}
