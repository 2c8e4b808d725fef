package dev.otlp2parquet.parquet.internal.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;

class RleBitPackingHybridEncoderTest {

    private final RleBitPackingHybridEncoder encoder = new RleBitPackingHybridEncoder();
    private final ByteSink sink = new ByteSink(16);

    /** Encodings.md, "Bit-packed": 0 to 7 with 3 bits each are 10001000 11000110 11111010. */
    @Test
    void theNumbersOfTheSpecificationAreItsThreeBytes() {
        byte[] encoded = encode(3, 0, 1, 2, 3, 4, 5, 6, 7);
        assertArrayEquals(new byte[] {(1 << 1) | 1, (byte) 0b10001000, (byte) 0b11000110, (byte) 0b11111010}, encoded);
    }

    @Test
    void aRunOfEightIsItsLengthAndTheValueInWholeBytes() {
        assertArrayEquals(new byte[] {8 << 1, 0x34, 0x01}, encode(9, repeat(0x134, 8)));
    }

    @Test
    void aRunThatPackingHoldsInFewerBytesIsPacked() {
        assertArrayEquals(new byte[] {(2 << 1) | 1, -1, -1}, encode(1, repeat(1, 16)));
        assertArrayEquals(new byte[] {24 << 1, 1}, encode(1, repeat(1, 24)));
    }

    @Test
    void aRunFillsUpTheOpenGroupFirst() {
        int[] values = new int[8 + 13];
        values[0] = 1;
        values[1] = 2;
        for (int i = 2; i < values.length; i++) {
            values[i] = 3;
        }
        byte[] packed = {(byte) 0b11_010_001, (byte) 0b1_011_011_0, (byte) 0b011_011_01};
        assertArrayEquals(
                new byte[] {(1 << 1) | 1, packed[0], packed[1], packed[2], 13 << 1, 3}, encodeRuns(3, values, 2));
    }

    @Test
    void aWidthOfZeroIsOneRunWithoutValue() {
        assertArrayEquals(
                new byte[] {(byte) (0x80 | (1000 << 1 & 0x7F)), (byte) (2000 >>> 7)}, encode(0, repeat(0, 1000)));
    }

    @Test
    void nothingIsNoByte() {
        assertEquals(0, encode(5).length);
    }

    @Test
    void moreGroupsThanOneByteCountsBecomeSeveralPackedRuns() throws IOException {
        int[] values = new int[64 * 8 + 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 7;
        }
        byte[] encoded = encode(3, values);
        assertEquals(1 + 63 * 3 + 1 + 2 * 3, encoded.length);
        assertArrayEquals(values, decode(encoded, 3, values.length));
    }

    @Test
    void parquetJavaReadsEveryWidthAndMixOfRuns() throws IOException {
        for (long seed : Seeds.of("RleBitPackingHybridEncoderTest", 4)) {
            Random random = new Random(seed);
            for (int width = 0; width <= 32; width++) {
                int[] values = mixedRuns(random, width);
                String context = "seed " + seed + ", width " + width;
                byte[] all = encode(width, values);
                assertArrayEquals(values, decode(all, width, values.length), context);
                byte[] runs = encodeRuns(width, values, 0);
                assertArrayEquals(values, decode(runs, width, values.length), context);
            }
        }
    }

    private static int[] mixedRuns(Random random, int width) {
        int[] values = new int[random.nextInt(3000)];
        int mask = width == 32 ? -1 : (1 << width) - 1;
        int at = 0;
        while (at < values.length) {
            int run = random.nextBoolean() ? 1 : 1 + random.nextInt(60);
            int value = random.nextInt() & mask;
            for (int end = Math.min(values.length, at + run); at < end; at++) {
                values[at] = value;
            }
        }
        return values;
    }

    private byte[] encode(int width, int... values) {
        sink.clear();
        encoder.begin(sink, width);
        encoder.putAll(values, 0, values.length);
        encoder.finish();
        return sink.toByteArray();
    }

    /** The first {@code single} values one by one, the rest as runs. */
    private byte[] encodeRuns(int width, int[] values, int single) {
        sink.clear();
        encoder.begin(sink, width);
        int at = 0;
        while (at < values.length) {
            int end = at + 1;
            while (at >= single && end < values.length && values[end] == values[at]) {
                end++;
            }
            encoder.putRun(values[at], end - at);
            at = end;
        }
        encoder.finish();
        return sink.toByteArray();
    }

    private static int[] decode(byte[] encoded, int width, int count) throws IOException {
        RunLengthBitPackingHybridDecoder decoder =
                new RunLengthBitPackingHybridDecoder(width, new ByteArrayInputStream(encoded));
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = decoder.readInt();
        }
        return values;
    }

    private static int[] repeat(int value, int count) {
        int[] values = new int[count];
        Arrays.fill(values, value);
        return values;
    }
}
