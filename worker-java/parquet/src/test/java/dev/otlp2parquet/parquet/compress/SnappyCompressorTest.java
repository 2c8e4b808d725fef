package dev.otlp2parquet.parquet.compress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.testkit.Seeds;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

/** What our compressor writes, google's snappy must understand. */
class SnappyCompressorTest {
    private final SnappyCompressor compressor = new SnappyCompressor();

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 1, 2, 3, 4, 5, 14, 15, 16, 17, 59, 60, 61, 62, 255, 256, 257, 258, 2047, 2048, 2049, 65_535, 65_536,
                65_537, 65_550, 131_072, 200_000
            })
    void everyLengthOfEveryKindOfDataIsRestored(int length) throws IOException {
        SplittableRandom random = new SplittableRandom(length);
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        roundTrip(noise);
        roundTrip(new byte[length]);
        for (int period : new int[] {1, 2, 3, 4, 5, 7, 8, 63, 64, 65, 2047, 2048, 2049, 40_000}) {
            byte[] periodic = noise.clone();
            for (int i = period; i < length; i++) {
                periodic[i] = periodic[i - period];
            }
            roundTrip(periodic);
        }
    }

    @Test
    void generatedMixturesOfMatchesAndNoiseAreRestored() throws IOException {
        for (long seed : Seeds.of("snappy", 300)) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] data = new byte[random.nextInt(1 << random.nextInt(1, 18))];
            int at = 0;
            while (at < data.length) {
                int count = Math.min(data.length - at, 1 + random.nextInt(1 << random.nextInt(1, 10)));
                int distance = at == 0 ? 0 : 1 + random.nextInt(Math.min(at, 1 << random.nextInt(1, 17)));
                boolean match = distance > 0 && random.nextBoolean();
                for (int i = 0; i < count; i++, at++) {
                    data[at] = match ? data[at - distance] : (byte) random.nextInt(256);
                }
            }
            try {
                roundTrip(data);
            } catch (AssertionError | IOException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void repeatedTextShrinksToASmallPart() throws IOException {
        byte[] text = "severity=INFO service=checkout-".repeat(4000).getBytes(UTF_8);
        int compressed = roundTrip(text);
        assertTrue(compressed < text.length / 15, compressed + " of " + text.length + " bytes");
    }

    @Test
    void noiseGrowsByLessThanAPerMille() throws IOException {
        byte[] noise = new byte[1 << 20];
        new SplittableRandom(1).nextBytes(noise);
        int compressed = roundTrip(noise);
        assertTrue(compressed < noise.length + noise.length / 1000, compressed + " of " + noise.length + " bytes");
    }

    @Test
    void theSameBytesGiveTheSameResultWhateverWasCompressedBefore() {
        byte[] text = "abcdabcdabcdabcdefghefghefgh".repeat(30).getBytes(UTF_8);
        byte[] first = compress(text, 0, text.length);
        byte[] noise = new byte[100_000];
        new SplittableRandom(2).nextBytes(noise);
        compress(noise, 0, noise.length);
        assertArrayEquals(first, compress(text, 0, text.length));
    }

    /** Compresses as a slice within other bytes, behind bytes already in the sink. */
    private int roundTrip(byte[] data) throws IOException {
        byte[] surrounded = new byte[data.length + 20];
        Arrays.fill(surrounded, (byte) 7);
        System.arraycopy(data, 0, surrounded, 9, data.length);
        byte[] compressed = compress(surrounded, 9, data.length);
        assertTrue(Snappy.isValidCompressedBuffer(compressed), "valid");
        assertArrayEquals(data, Snappy.uncompress(compressed));
        return compressed.length;
    }

    private byte[] compress(byte[] source, int offset, int length) {
        ByteSink sink = new ByteSink(8);
        sink.write(42);
        compressor.compress(source, offset, length, sink);
        byte[] bytes = sink.toByteArray();
        assertEquals(42, bytes[0]);
        return Arrays.copyOfRange(bytes, 1, bytes.length);
    }
}
