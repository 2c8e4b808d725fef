package dev.otlp2parquet.parquet.internal.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesReader;
import org.junit.jupiter.api.Test;

class DeltaBinaryPackedEncoderTest {

    private final DeltaBinaryPackedEncoder encoder = new DeltaBinaryPackedEncoder();
    private final ByteSink sink = new ByteSink(16);

    /** Encodings.md, "Delta Encoding", example 1: 1 to 5 have the deltas 1, less the minimum 1 all 0, width 0. */
    @Test
    void aSequenceOfStepsOfOneHasNoPackedBytes() {
        byte[] header = {(byte) 0x80, 1, 4, 5, 2};
        byte[] block = {2, 0, 0, 0, 0};
        assertArrayEquals(concat(header, block), encode(true, 1, 2, 3, 4, 5));
    }

    /** Example 2: 7 5 3 1 2 3 4 5 have the deltas -2 -2 -2 1 1 1 1, relative to -2: 0 0 0 3 3 3 3, width 2. */
    @Test
    void deltasArePackedRelativeToTheLeast() {
        byte[] header = {(byte) 0x80, 1, 4, 8, 14};
        byte[] block = {3, 2, 0, 0, 0, (byte) 0b11_00_00_00, (byte) 0b00_11_11_11, 0, 0, 0, 0, 0, 0};
        assertArrayEquals(concat(header, block), encode(true, 7, 5, 3, 1, 2, 3, 4, 5));
    }

    @Test
    void noValuesAreAHeaderAlone() {
        assertArrayEquals(new byte[] {(byte) 0x80, 1, 4, 0, 0}, encode(false));
    }

    @Test
    void oneValueIsAHeaderAlone() {
        assertArrayEquals(new byte[] {(byte) 0x80, 1, 4, 1, 1}, encode(false, -1));
    }

    @Test
    void differencesOfInt32WrapAroundWithin32Bits() throws IOException {
        long[] values = {Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, 0, -1, Integer.MAX_VALUE};
        assertArrayEquals(values, decode(encode(false, values), false, values.length));
    }

    @Test
    void differencesOfInt64WrapAroundWithin64Bits() throws IOException {
        long[] values = {Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 0, -1, Long.MAX_VALUE};
        assertArrayEquals(values, decode(encode(true, values), true, values.length));
    }

    @Test
    void parquetJavaReadsEveryLengthAndWidth() throws IOException {
        for (long seed : Seeds.of("DeltaBinaryPackedEncoderTest", 2)) {
            Random random = new Random(seed);
            for (int width = 0; width <= 64; width++) {
                for (int count : new int[] {2, 32, 33, 128, 129, 130, 161, 257, 1000}) {
                    boolean int64 = width > 32 || random.nextBoolean();
                    long[] values = new long[count];
                    for (int i = 0; i < count; i++) {
                        long bits = width == 0 ? 42 : random.nextLong() >>> (64 - width);
                        values[i] = int64 ? bits : (int) bits;
                    }
                    byte[] encoded = encode(int64, values);
                    String context = "seed " + seed + ", width " + width + ", " + count + " values";
                    assertArrayEquals(values, decode(encoded, int64, count), context);
                    assertEquals(
                            encoded.length, DeltaBinaryPackedEncoder.encodedBytes(values, 0, count, int64), context);
                }
            }
        }
    }

    /** Any width that the values fit in is one (Encodings.md does not ask for the least). */
    @Test
    void widthsOfWholeBytesAreReadToo() throws IOException {
        DeltaBinaryPackedEncoder wholeBytes = new DeltaBinaryPackedEncoder(8);
        for (int width = 0; width <= 64; width++) {
            long[] values = new long[300];
            for (int i = 0; i < values.length; i++) {
                values[i] = width == 0 ? -5 : ((i * 0x9E3779B97F4A7C15L) >>> (64 - width));
            }
            ByteSink encoded = new ByteSink(16);
            wholeBytes.begin(encoded, values.length, true);
            for (long value : values) {
                wholeBytes.put(value);
            }
            wholeBytes.finish();
            assertArrayEquals(values, decode(encoded.toByteArray(), true, values.length), "width " + width);
        }
        assertThrows(IllegalArgumentException.class, () -> new DeltaBinaryPackedEncoder(3));
    }

    @Test
    void fewerValuesThanAnnouncedAreRefused() {
        encoder.begin(sink, 2, true);
        encoder.put(1);
        assertThrows(IllegalStateException.class, encoder::finish);
    }

    private byte[] encode(boolean int64, long... values) {
        sink.clear();
        encoder.begin(sink, values.length, int64);
        for (long value : values) {
            encoder.put(value);
        }
        encoder.finish();
        return sink.toByteArray();
    }

    private static long[] decode(byte[] encoded, boolean int64, int count) throws IOException {
        DeltaBinaryPackingValuesReader reader = new DeltaBinaryPackingValuesReader();
        reader.initFromPage(count, ByteBufferInputStream.wrap(ByteBuffer.wrap(encoded)));
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = int64 ? reader.readLong() : reader.readInteger();
        }
        return values;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] joined = new byte[a.length + b.length];
        System.arraycopy(a, 0, joined, 0, a.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }
}
