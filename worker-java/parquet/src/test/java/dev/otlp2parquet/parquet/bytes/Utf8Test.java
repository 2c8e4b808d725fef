package dev.otlp2parquet.parquet.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.parquet.generate.Seeds;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The codec against that of the JDK. */
class Utf8Test {
    @Test
    void everyCodePointIsEncodedAndDecodedAsByTheJdk() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                continue;
            }
            String text = Character.toString(codePoint);
            byte[] expected = text.getBytes(UTF_8);
            assertArrayEquals(expected, Utf8.encode(text));
            assertEquals(expected.length, Utf8.encodedLength(text));
            assertEquals(-1, Utf8.firstMalformed(expected, 0, expected.length));
            assertEquals(text, Utf8.decode(expected));
            byte[] out = new byte[expected.length + 2];
            assertEquals(1 + expected.length, Utf8.encodeCodePoint(codePoint, out, 1));
            assertEquals(text, Utf8.decode(out, 1, expected.length));
        }
    }

    @Test
    void anUnpairedSurrogateBecomesTheReplacementCharacter() {
        assertEquals("a\ufffdb", Utf8.decode(Utf8.encode("a\ud800b")));
        assertEquals("\ufffd\ufffd", Utf8.decode(Utf8.encode("\udc00\ud800")));
        assertEquals("\ufffd\ud83d\ude00", Utf8.decode(Utf8.encode("\ud83d\ud83d\ude00")));
    }

    @Test
    void everyPairOfBytesBetweenLettersIsJudgedAsByTheJdk() {
        byte[] bytes = {'a', 'b', 'c', 0, 0, 'd', 'e', 'f', 'g'};
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                bytes[3] = (byte) first;
                bytes[4] = (byte) second;
                assertEquals(
                        firstMalformedByTheJdk(bytes, 0, bytes.length), Utf8.firstMalformed(bytes, 0, bytes.length));
                assertEquals(firstMalformedByTheJdk(bytes, 2, 2), Utf8.firstMalformed(bytes, 2, 2));
            }
        }
    }

    @Test
    void everyThreeByteSequenceThatBeginsLikeOneIsJudgedAsByTheJdk() {
        byte[] bytes = new byte[4];
        bytes[3] = 'x';
        for (int first = 0xe0; first < 0x100; first++) {
            for (int second = 0; second < 256; second++) {
                for (int third = 0; third < 256; third++) {
                    bytes[0] = (byte) first;
                    bytes[1] = (byte) second;
                    bytes[2] = (byte) third;
                    int expected = firstMalformedByTheJdk(bytes, 0, 4);
                    if (expected != Utf8.firstMalformed(bytes, 0, 4)) {
                        assertEquals(expected, Utf8.firstMalformed(bytes, 0, 4), first + " " + second + " " + third);
                    }
                }
            }
        }
    }

    @Test
    void mutatedTextIsJudgedAsByTheJdk() {
        for (long seed : Seeds.of("utf8", 5000)) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                int limit = random.nextInt(4);
                text.appendCodePoint(
                        limit == 0
                                ? random.nextInt(0x80)
                                : limit == 1
                                        ? random.nextInt(0x800)
                                        : limit == 2 ? random.nextInt(0xd800) : random.nextInt(0x10000, 0x110000));
            }
            byte[] bytes = text.toString().getBytes(UTF_8);
            for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            assertEquals(
                    firstMalformedByTheJdk(bytes, from, bytes.length - from),
                    Utf8.firstMalformed(bytes, from, bytes.length - from),
                    "seed " + seed);
        }
    }

    private static int firstMalformedByTheJdk(byte[] bytes, int offset, int length) {
        CharsetDecoder decoder = UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        CoderResult result = decoder.decode(in, CharBuffer.allocate(length + 1), true);
        return result.isError() ? in.position() : -1;
    }
}
