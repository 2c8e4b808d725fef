package dev.otlp2parquet.otlp.internal.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.otlp2parquet.otlp.GeneratedCases;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
    private final NumberText text = new NumberText();

    /** The right-hand sides are what a JavaScript engine prints, but for negative zero. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "1, 1",
        "-1, -1",
        "42, 42",
        "1.5, 1.5",
        "0.1, 0.1",
        "-0.1, -0.1",
        "100, 100",
        "0.30000000000000004, 0.30000000000000004",
        "123456789.125, 123456789.125",
        "1e15, 1000000000000000",
        "9007199254740991, 9007199254740991",
        "9007199254740992, 9007199254740992",
        "9007199254740994, 9007199254740994",
        "1e16, 10000000000000000",
        "1e20, 100000000000000000000",
        "123456789012345680000, 123456789012345680000",
        "1e21, 1e+21",
        "1.5e21, 1.5e+21",
        "1e22, 1e+22",
        "1e23, 1e+23",
        "1.1e-6, 0.0000011",
        "1e-6, 0.000001",
        "1e-7, 1e-7",
        "1.5e-7, 1.5e-7",
        "123e-20, 1.23e-18",
        "5e-324, 5e-324",
        "1e-323, 1e-323",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "2.225073858507201e-308, 2.225073858507201e-308",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "4.35, 4.35",
        "2e-44, 2e-44",
        "9.5367431640625e-7, 9.5367431640625e-7",
        "2.0e-3, 0.002",
        "9007199254740993e3, 9007199254740993000",
        "5.684341886080802e-14, 5.684341886080802e-14",
        "1.2345678901234567e-308, 1.2345678901234567e-308",
        "-1.2345678901234567e-300, -1.2345678901234568e-300"
    })
    void printsDoublesAsEcmaScriptDoes(double value, String expected) {
        assertEquals(expected, print(value));
    }

    @ParameterizedTest
    @CsvSource({
        "0",
        "1",
        "-1",
        "9",
        "10",
        "2147483647",
        "2147483648",
        "-2147483648",
        "4294967296",
        "9223372036854775807",
        "-9223372036854775808",
        "1000000000000000000"
    })
    void printsIntegers(long value) {
        byte[] target = new byte[NumberText.MAX_LENGTH + 3];
        int end = text.write(value, target, 3);
        assertEquals(Long.toString(value), new String(target, 3, end - 3, StandardCharsets.US_ASCII));
    }

    @Test
    void printsRandomBitPatternsShortestAndNearest() {
        Random random = new Random(GeneratedCases.SEED);
        for (int i = 0; i < GeneratedCases.of(10_000); i++) {
            check(Double.longBitsToDouble(random.nextLong()));
        }
    }

    @Test
    void printsNumbersOfEverydaySizeShortestAndNearest() {
        Random random = new Random(GeneratedCases.SEED);
        for (int i = 0; i < GeneratedCases.of(10_000); i++) {
            check(random.nextDouble() * Math.pow(10, random.nextInt(24) - 12));
            check(random.nextInt(1_000_000) / Math.pow(10, random.nextInt(8)));
        }
    }

    @Test
    void printsPowersOfTwoAndTheirNeighboursShortestAndNearest() {
        int first = Double.MIN_EXPONENT - 52;
        int all = Double.MAX_EXPONENT - first + 1;
        int step = Math.max(1, all / GeneratedCases.of(all));
        for (int exponent = first; exponent <= Double.MAX_EXPONENT; exponent += step) {
            double power = Math.scalb(1.0, exponent);
            check(power);
            check(Math.nextUp(power));
            check(Math.nextDown(power));
        }
    }

    @Test
    void printsBitPatternsSoThatTheyReadBack() {
        Random random = new Random(GeneratedCases.SEED + 1);
        DecimalNumber number = new DecimalNumber();
        DoubleParser parser = new DoubleParser();
        byte[] target = new byte[NumberText.MAX_LENGTH];
        for (int i = 0; i < GeneratedCases.of(500_000); i++) {
            long bits = random.nextLong();
            // Half of them near 1, where most measurements are.
            double value = Double.longBitsToDouble((i & 1) == 0 ? bits : (bits >>> 6) + (1010L << 52));
            if (!Double.isFinite(value)) {
                continue;
            }
            int end = text.write(value, target, 0);
            assertEquals(end, number.scan(target, 0, end));
            if (Double.doubleToRawLongBits(parser.toDouble(number)) != Double.doubleToRawLongBits(value)) {
                fail("seed " + (GeneratedCases.SEED + 1) + ": " + value + " was printed as " + print(value));
            }
        }
    }

    private void check(double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        String printed = print(value);
        BigDecimal expected = shortest(value);
        BigDecimal actual = new BigDecimal(printed);
        if (actual.compareTo(expected) != 0) {
            fail("seed " + GeneratedCases.SEED + ": " + value + " should be " + expected + " but is " + printed);
        }
        if (actual.signum() != 0) {
            int digits = actual.stripTrailingZeros().precision();
            String significant =
                    printed.replaceAll("e.*", "").replaceAll("[-.]", "").replaceAll("^0+", "");
            int printedDigits = significant.replaceAll("0+$", "").length();
            assertEquals(digits, printedDigits, printed);
        }
    }

    /** By trial: the fewest digits of which a candidate next to the exact value reads back, and of two the nearer one. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < 17; digits++) {
            BigDecimal down = exact.round(new MathContext(digits, RoundingMode.DOWN));
            BigDecimal up = exact.round(new MathContext(digits, RoundingMode.UP));
            boolean downReads = down.doubleValue() == value;
            boolean upReads = up.doubleValue() == value;
            if (downReads && upReads) {
                int order =
                        exact.subtract(down).abs().compareTo(up.subtract(exact).abs());
                return order < 0 || (order == 0 && isEven(down)) ? down : up;
            }
            if (downReads || upReads) {
                return downReads ? down : up;
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
    }

    private static boolean isEven(BigDecimal value) {
        return !value.unscaledValue().testBit(0);
    }

    private String print(double value) {
        byte[] target = new byte[NumberText.MAX_LENGTH + 3];
        int end = text.write(value, target, 3);
        return new String(target, 3, end - 3, StandardCharsets.US_ASCII);
    }
}
