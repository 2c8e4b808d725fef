package dev.otlp2parquet.parquet.internal.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.values.bytestreamsplit.ByteStreamSplitValuesReaderForDouble;
import org.apache.parquet.column.values.bytestreamsplit.ByteStreamSplitValuesReaderForInteger;
import org.junit.jupiter.api.Test;

class ByteStreamSplitTest {

    private static final double[] BOUNDARIES = {
        0.0,
        -0.0,
        1.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MAX_VALUE
    };

    /** Encodings.md, "Byte Stream Split", the example: AA BB CC DD, 00 11 22 33 and A3 B4 C5 D6. */
    @Test
    void bytesOfOnePlaceStandSideBySide() {
        long[] values = {0xDDCCBBAAL, 0x33221100L, 0xD6C5B4A3L};
        ByteSink sink = new ByteSink(1);
        ByteStreamSplit.write(values, 0, 3, Integer.BYTES, sink);
        assertArrayEquals(
                bytes(0xAA, 0x00, 0xA3, 0xBB, 0x11, 0xB4, 0xCC, 0x22, 0xC5, 0xDD, 0x33, 0xD6), sink.toByteArray());
    }

    @Test
    void noValuesAreNoBytes() {
        ByteSink sink = new ByteSink(1);
        ByteStreamSplit.write(new long[4], 2, 2, Long.BYTES, sink);
        assertEquals(0, sink.size());
    }

    @Test
    void parquetJavaReadsDoubles() throws IOException {
        for (long seed : Seeds.of("ByteStreamSplitTest", 20)) {
            Random random = new Random(seed);
            long[] values = new long[1 + random.nextInt(500)];
            for (int i = 0; i < values.length; i++) {
                values[i] = Double.doubleToRawLongBits(
                        random.nextInt(4) == 0 ? BOUNDARIES[random.nextInt(BOUNDARIES.length)] : random.nextGaussian());
            }
            int from = random.nextInt(values.length);
            ByteSink sink = new ByteSink(1);
            sink.write(7);
            ByteStreamSplit.write(values, from, values.length, Long.BYTES, sink);
            var reader = new ByteStreamSplitValuesReaderForDouble();
            int count = values.length - from;
            reader.initFromPage(
                    count,
                    ByteBufferInputStream.wrap(
                            ByteBuffer.wrap(sink.array(), 1, sink.size() - 1).slice()));
            for (int i = from; i < values.length; i++) {
                assertEquals(
                        values[i], Double.doubleToRawLongBits(reader.readDouble()), "seed " + seed + ", value " + i);
            }
        }
    }

    @Test
    void parquetJavaReadsInts() throws IOException {
        long[] values = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0x01020304};
        ByteSink sink = new ByteSink(1);
        ByteStreamSplit.write(values, 0, values.length, Integer.BYTES, sink);
        ByteStreamSplitValuesReaderForInteger reader = new ByteStreamSplitValuesReaderForInteger();
        reader.initFromPage(values.length, ByteBufferInputStream.wrap(ByteBuffer.wrap(sink.toByteArray())));
        for (long value : values) {
            assertEquals(value, reader.readInteger());
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
