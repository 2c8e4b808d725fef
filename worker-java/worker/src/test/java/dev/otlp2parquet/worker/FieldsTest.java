package dev.otlp2parquet.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists of strings cross the boundary unchanged. {@code fields.test.ts} has the other side. */
class FieldsTest {

    static Stream<List<String>> lists() {
        List<String> thousand = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            thousand.add("é".repeat(i));
        }
        return Stream.of(
                List.of(),
                List.of(""),
                List.of("", "", ""),
                List.of("a\0b", "\r\n"),
                List.of("Grüße", "κόσμε", "日本語", "👩‍🚀"),
                List.of("x".repeat(2 << 20), "", "日".repeat((2 << 20) / 3)),
                thousand);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aListComesBack(List<String> fields) {
        assertEquals(fields, Fields.decode(Fields.encode(fields)));
    }

    @Test
    void anUnpairedSurrogateBecomesTheReplacementCharacter() {
        assertEquals(List.of("x\uFFFDy"), Fields.decode(Fields.encode(List.of("x\uDC00y"))));
    }

    @Test
    void theBytesAreLengthsAndTexts() {
        assertEquals(
                "01000000" + "61" + "00000000" + "02000000" + "c3bc",
                HexFormat.of().formatHex(Fields.encode(List.of("a", "", "ü"))));
    }

    @Test
    void aListThatIsCutOffIsRefusedWhereverItIsCut() {
        byte[] whole = Fields.encode(List.of("abc", "ü"));
        int second = Integer.BYTES + "abc".getBytes(StandardCharsets.UTF_8).length;
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            if (length == second) {
                assertEquals(List.of("abc"), Fields.decode(cut));
            } else {
                assertThrows(IllegalArgumentException.class, () -> Fields.decode(cut), () -> cut.length + " bytes");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "010000, a field's length is cut off at byte 0",
        "0000000001, a field's length is cut off at byte 4",
        "0200000061, a field of 2 bytes is cut off at byte 4",
        "ffffffff61, a field of -1 bytes is cut off at byte 4",
        "ffffff7f61, a field of 2147483647 bytes is cut off at byte 4"
    })
    void aLengthThatDoesNotFitIsNamed(String hex, String message) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Fields.decode(bytes))
                        .getMessage());
    }
}
