package dev.otlp2parquet.otlp.internal.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.otlp.GeneratedCases;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalNumberTest {
    private final DecimalNumber number = new DecimalNumber();

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "-, 1",
        "+1, 0",
        ".5, 0",
        "-.5, 1",
        "1., 2",
        "1.e5, 2",
        "1e, 2",
        "1e+, 3",
        "1e-, 3",
        "a, 0",
        "--1, 1",
        "-a, 1",
        "1.2e+x, 5"
    })
    void refusesWhatIsNoJsonNumberAtTheByteThatIsWrong(String text, int position) {
        assertEquals(-1 - position, scan(text));
    }

    @ParameterizedTest
    @CsvSource({"01, 1", "-00, 2", "1.5.5, 3", "1e5e5, 3", "1 2, 1", "0x1, 1", "1_000, 1", "5f, 1"})
    void endsAtTheFirstByteThatDoesNotBelongToTheNumber(String text, int end) {
        assertEquals(end, scan(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "0.000, 0",
        "0e99999999999, 0",
        "1, 1",
        "1.0, 1",
        "1e2, 100",
        "100e-2, 1",
        "1.5e1, 15",
        "9223372036854775807, 9223372036854775807",
        "18446744073709551615, 18446744073709551615",
        "18446744073709551615.000000000000000000000000, 18446744073709551615",
        "1844674407370955161.5e1, 18446744073709551615",
        "0.00000000000000000000000000000018446744073709551615e50, 18446744073709551615",
        "10000000000000000000, 10000000000000000000",
        "1e19, 10000000000000000000",
        "1000000000000000000000000000000e-30, 1"
    })
    void findsWholeNumbersInAnySpelling(String text, String whole) {
        assertEquals(text.length(), scan(text));
        assertTrue(number.isWhole64(), text);
        assertEquals(whole, Long.toUnsignedString(number.wholeMagnitude()));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5",
        "1.5",
        "1e-1",
        "18446744073709551616",
        "18446744073709551620",
        "184467440737095516150",
        "1e20",
        "99999999999999999999999",
        "1.00000000000000000000000000001",
        "1e99999999999",
        "1e-99999999999"
    })
    void findsOtherNumbersNotWholeOrTooLarge(String text) {
        assertEquals(text.length(), scan(text));
        assertFalse(number.isWhole64(), text);
    }

    @Test
    void agreesWithBigDecimalOnGeneratedNumbers() {
        Random random = new Random(GeneratedCases.SEED);
        BigDecimal bound = BigDecimal.valueOf(2).pow(64);
        for (int i = 0; i < GeneratedCases.of(100_000); i++) {
            StringBuilder text = new StringBuilder();
            int zeros = random.nextInt(4) == 0 ? random.nextInt(25) : 0;
            text.append(random.nextInt(3) == 0 ? "0." : "").append("0".repeat(text.length() > 0 ? zeros : 0));
            text.append(1 + random.nextInt(9));
            for (int d = random.nextInt(22); d > 0; d--) {
                text.append(random.nextInt(10));
            }
            text.append("0".repeat(zeros));
            if (random.nextBoolean()) {
                text.append("e").append(random.nextInt(60) - 30);
            }
            BigDecimal expected = new BigDecimal(text.toString());
            boolean whole = expected.stripTrailingZeros().scale() <= 0 && expected.compareTo(bound) < 0;
            String message = "seed " + GeneratedCases.SEED + ": " + text;
            assertEquals(text.length(), scan(text.toString()), message);
            assertEquals(whole, number.isWhole64(), message);
            if (whole) {
                assertEquals(
                        expected.toBigInteger().toString(), Long.toUnsignedString(number.wholeMagnitude()), message);
            }
        }
    }

    private int scan(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return number.scan(bytes, 0, bytes.length);
    }
}
