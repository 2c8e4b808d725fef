package dev.otlp2parquet.parquet.internal.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.deltalengthbytearray.DeltaLengthByteArrayValuesReader;
import org.apache.parquet.column.values.deltastrings.DeltaByteArrayReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DELTA_LENGTH_BYTE_ARRAY and DELTA_BYTE_ARRAY as parquet-java reads them. */
class ByteArrayEncodersTest {

    /** Encodings.md, "Delta-length byte array": the lengths 5 5 6 6 and the bytes. */
    @Test
    void theLengthsComeBeforeTheBytes() {
        byte[] lengths = {(byte) 0x80, 1, 4, 4, 10, 0, 1, 0, 0, 0, 0b010, 0, 0, 0};
        byte[] encoded = deltaLength(1, texts("Hello", "World", "Foobar", "ABCDEF"));
        assertArrayEquals(lengths, Arrays.copyOf(encoded, lengths.length));
        assertEquals("HelloWorldFoobarABCDEF", text(encoded, lengths.length));
    }

    /** Encodings.md, "Delta Strings": axis axle babble babyhood are the prefixes 0 2 0 3 and the suffixes axis le babble yhood. */
    @Test
    void whatAValueHasInCommonWithTheOneBeforeIsLeftOut() throws IOException {
        List<byte[]> values = texts("axis", "axle", "babble", "babyhood");
        byte[] encoded = delta(1, values);
        assertEquals("axislebabbleyhood", text(encoded, encoded.length - 17));
        assertRead(values, new DeltaByteArrayReader(), encoded, "the specification's example");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void parquetJavaReadsBoundaryValues(int widthStep) throws IOException {
        byte[] zeros = new byte[300];
        List<List<byte[]>> cases = List.of(
                texts(""),
                texts("", "", ""),
                texts("a", "a", "a"),
                texts("a", "", "a", "ab", "abc", "ab", "b"),
                List.of(zeros, new byte[299], new byte[0], zeros, new byte[] {0, 1}));
        for (List<byte[]> values : cases) {
            assertBothRead(widthStep, values, values.size() + " values");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void parquetJavaReadsAnything(int widthStep) throws IOException {
        for (long seed : Seeds.of("ByteArrayEncodersTest", 40)) {
            Random random = new Random(seed);
            int count = 1 + random.nextInt(700);
            int maxLength = 1 << random.nextInt(10);
            int alphabet = 1 + random.nextInt(4);
            List<byte[]> values = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                byte[] value = new byte[random.nextInt(maxLength)];
                for (int k = 0; k < value.length; k++) {
                    value[k] = (byte) random.nextInt(alphabet);
                }
                values.add(value);
            }
            if (random.nextBoolean()) {
                values.sort(Arrays::compareUnsigned);
            }
            assertBothRead(widthStep, values, "seed " + seed);
        }
    }

    private static void assertBothRead(int widthStep, List<byte[]> values, String context) throws IOException {
        assertRead(values, new DeltaLengthByteArrayValuesReader(), deltaLength(widthStep, values), context);
        assertRead(values, new DeltaByteArrayReader(), delta(widthStep, values), context);
    }

    private static void assertRead(List<byte[]> values, ValuesReader reader, byte[] encoded, String context)
            throws IOException {
        reader.initFromPage(values.size(), ByteBufferInputStream.wrap(ByteBuffer.wrap(encoded)));
        for (int i = 0; i < values.size(); i++) {
            assertArrayEquals(values.get(i), reader.readBytes().getBytes(), context + ", value " + i);
        }
    }

    private static byte[] deltaLength(int widthStep, List<byte[]> values) {
        ByteSink sink = new ByteSink(16);
        Slices slices = Slices.of(values);
        int lengths = new DeltaLengthByteArrayEncoder(widthStep)
                .write(slices.bytes, slices.starts, slices.lengths, values.size(), sink);
        assertEquals(sink.size() - slices.bytes.length, lengths);
        return sink.toByteArray();
    }

    private static byte[] delta(int widthStep, List<byte[]> values) {
        ByteSink sink = new ByteSink(16);
        Slices slices = Slices.of(values);
        new DeltaByteArrayEncoder(widthStep).write(slices.bytes, slices.starts, slices.lengths, values.size(), sink);
        return sink.toByteArray();
    }

    private static List<byte[]> texts(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static String text(byte[] bytes, int from) {
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }

    private static final class Slices {
        final byte[] bytes;
        final int[] starts;
        final int[] lengths;

        private Slices(byte[] bytes, int[] starts, int[] lengths) {
            this.bytes = bytes;
            this.starts = starts;
            this.lengths = lengths;
        }

        static Slices of(List<byte[]> values) {
            ByteSink bytes = new ByteSink(16);
            int[] starts = new int[values.size()];
            int[] lengths = new int[values.size()];
            for (int i = 0; i < starts.length; i++) {
                starts[i] = bytes.size();
                lengths[i] = values.get(i).length;
                bytes.write(values.get(i), 0, lengths[i]);
            }
            return new Slices(bytes.toByteArray(), starts, lengths);
        }
    }
}
