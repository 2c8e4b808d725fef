package dev.otlp2parquet.platform.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.testkit.Seeds;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** The Unicode Standard, section 3.9: the examples of tables 3-8 to 3-11, a replacement written as ?. */
    @ParameterizedTest
    @CsvSource({
        "c0 af e0 80 bf f0 81 82 41, ????????A",
        "ed a0 80 ed bf bf ed af 41, ????????A",
        "f4 91 92 93 ff 41 80 bf 42, ?????A??B",
        "e1 80 e2 f0 91 92 f1 bf 41, ????A",
        "61 f1 80 80 e1 80 c2 62 80 63 80 bf 64, a???b?c??d"
    })
    void repairsAsTheStandardRecommends(String hex, String expected) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
        assertEquals(expected.replace('?', '\ufffd'), repaired(bytes, 0, bytes.length));
        assertEquals(expected.replace('?', '\ufffd'), Utf8.decode(bytes));
    }

    @Test
    void repairsAnyBytesAsTheDecoderOfTheEncodingStandard() {
        for (long seed : Seeds.of("repair", 5000)) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = new byte[random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                // Half of the bytes follow or begin sequences.
                bytes[i] = (byte) (random.nextInt(4) == 0 ? 'a' : 0x80 + random.nextInt(0x80));
            }
            int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            String expected = decodedByTheEncodingStandard(bytes, from, bytes.length);
            assertEquals(expected, repaired(bytes, from, bytes.length - from), "seed " + seed);
            assertEquals(expected, Utf8.decode(bytes, from, bytes.length - from), "seed " + seed);
        }
    }

    /** What repair writes, which has to be what was announced and valid. */
    private static String repaired(byte[] bytes, int offset, int length) {
        int announced = Math.toIntExact(Utf8.repairedLength(bytes, offset, length));
        byte[] out = new byte[announced + 2];
        assertEquals(announced + 1, Utf8.repair(bytes, offset, length, out, 1));
        assertEquals(-1, firstMalformedByTheJdk(out, 1, announced));
        return new String(out, 1, announced, UTF_8);
    }

    /** encoding.spec.whatwg.org, "UTF-8 decoder", step by step. */
    private static String decodedByTheEncodingStandard(byte[] bytes, int from, int to) {
        StringBuilder out = new StringBuilder();
        int codePoint = 0;
        int seen = 0;
        int needed = 0;
        int lower = 0x80;
        int upper = 0xbf;
        for (int i = from; i < to; i++) {
            int b = bytes[i] & 0xff;
            if (needed == 0) {
                if (b < 0x80) {
                    out.append((char) b);
                } else if (b >= 0xc2 && b <= 0xdf) {
                    needed = 1;
                    codePoint = b & 0x1f;
                } else if (b >= 0xe0 && b <= 0xef) {
                    lower = b == 0xe0 ? 0xa0 : lower;
                    upper = b == 0xed ? 0x9f : upper;
                    needed = 2;
                    codePoint = b & 0xf;
                } else if (b >= 0xf0 && b <= 0xf4) {
                    lower = b == 0xf0 ? 0x90 : lower;
                    upper = b == 0xf4 ? 0x8f : upper;
                    needed = 3;
                    codePoint = b & 0x7;
                } else {
                    out.append('\ufffd');
                }
                continue;
            }
            boolean continues = b >= lower && b <= upper;
            lower = 0x80;
            upper = 0xbf;
            if (!continues) {
                needed = 0;
                seen = 0;
                out.append('\ufffd');
                i--;
                continue;
            }
            codePoint = codePoint << 6 | (b & 0x3f);
            if (++seen == needed) {
                out.appendCodePoint(codePoint);
                needed = 0;
                seen = 0;
            }
        }
        return needed == 0 ? out.toString() : out.append('\ufffd').toString();
    }

    private static int firstMalformedByTheJdk(byte[] bytes, int offset, int length) {
        CharsetDecoder decoder = UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        CoderResult result = decoder.decode(in, CharBuffer.allocate(length + 1), true);
        return result.isError() ? in.position() : -1;
    }
}
