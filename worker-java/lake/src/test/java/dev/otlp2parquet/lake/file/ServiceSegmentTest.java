package dev.otlp2parquet.lake.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceSegmentTest {

    @ParameterizedTest
    @CsvSource({
        "checkout-api_v1.2, checkout-api_v1.2",
        "shop/cart, shop%2Fcart",
        "a b, a%20b",
        "../../etc, ..%2F..%2Fetc",
        "., %2E",
        ".., %2E%2E",
        "..., ...",
        "100%, 100%25",
        "größe, gr%C3%B6%C3%9Fe",
        "日本, %E6%97%A5%E6%9C%AC",
        "😀, %F0%9F%98%80",
        "'', unknown_service"
    })
    void aNameIsPercentEncodedWhereItMustBe(String name, String segment) {
        assertEquals(segment, of(name));
    }

    @Test
    void aLongNameIsCutTo128Bytes() {
        assertEquals("a".repeat(128), of("a".repeat(128)));
        assertEquals("a".repeat(128), of("a".repeat(129)));
    }

    @ParameterizedTest
    @CsvSource({"125, 128", "126, 126", "127, 127", "128, 128"})
    void aCutNeverSplitsAnEscape(int before, int length) {
        assertEquals("a".repeat(before) + (length > before ? "%2F" : ""), of("a".repeat(before) + "/" + "/".repeat(9)));
    }

    @ParameterizedTest
    @CsvSource({"116, true", "117, false", "127, false"})
    void aCutNeverSplitsACharacter(int before, boolean fits) {
        assertEquals("a".repeat(before) + (fits ? "%F0%9F%98%80" : ""), of("a".repeat(before) + "😀😀"));
    }

    @Test
    void bytesThatAreNoUtf8StillGiveASegment() {
        byte[] bytes = new byte[300];
        java.util.Arrays.fill(bytes, (byte) 0x80);

        String segment = ServiceSegment.of(bytes, 0, bytes.length);

        assertEquals("%80".repeat(40), segment);
    }

    @Test
    void onlyTheSliceIsRead() {
        byte[] bytes = "xxcartyy".getBytes(StandardCharsets.UTF_8);

        assertEquals("cart", ServiceSegment.of(bytes, 2, 4));
    }

    @Test
    void everySegmentDecodesToTheBeginningOfItsName() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder name = new StringBuilder();
            int length = 1 + random.nextInt(60);
            for (int j = 0; j < length; j++) {
                int codePoint = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
                name.appendCodePoint(codePoint >= 0xd800 && codePoint < 0xe000 ? '/' : codePoint);
            }
            String segment = of(name.toString());
            assertTrue(segment.length() <= 128);
            assertTrue(segment.matches("(?:[A-Za-z0-9._-]|%[0-9A-F]{2})+"), segment);
            assertTrue(name.toString().startsWith(URLDecoder.decode(segment, StandardCharsets.UTF_8)), segment);
        }
    }

    private static String of(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return ServiceSegment.of(utf8, 0, utf8.length);
    }
}
