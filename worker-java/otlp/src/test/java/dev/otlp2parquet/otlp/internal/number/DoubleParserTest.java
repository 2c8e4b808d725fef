package dev.otlp2parquet.otlp.internal.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.otlp2parquet.otlp.GeneratedCases;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against {@link Double#parseDouble}, which is correctly rounded since JDK 8. */
class DoubleParserTest {
    private final DecimalNumber number = new DecimalNumber();
    private final DoubleParser parser = new DoubleParser();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0e5",
                "1",
                "-1",
                "123456789012345678",
                "9007199254740991",
                "9007199254740992",
                "9007199254740993",
                "9007199254740995",
                "9007199254740993.00000000000000000000000000001",
                "18446744073709551615",
                "18446744073709551616",
                "184467440737095516165",
                "0.1",
                "0.30000000000000004",
                "3.141592653589793238462643383279502884197",
                "1e22",
                "1e23",
                "-1e23",
                "8.5e22",
                "9.5e-23",
                "1e27",
                "1e28",
                "1.7976931348623157e308",
                "1.7976931348623158e308",
                "1.797693134862315807e308",
                "1.797693134862315808e308",
                "1e309",
                "1e400",
                "123456789e999999999999",
                "4.9e-324",
                "2.4703282292062327e-324",
                "2.4703282292062328e-324",
                "2.470328229206232720882843964341106861825299013071623822127928412503377536e-324",
                "2.5e-324",
                "1e-323",
                "2.2250738585072011e-308",
                "2.2250738585072012e-308",
                "2.2250738585072014e-308",
                "2.225073858507201136057409796709131975934819546351645648023426109724822222021076945516529523908135087914149158913039621106870086438694594645527657207407820621743379988141063267329253552286881372149012981122451451889849057222307285255133155755015914397476397983411801999323962548289017107081850690630666655994938275772572015763062690663332647565300009245888316433037779791869612049497390377829704905051080609940730262937128958950003583799967207254304360284078895771796150945516748243471030702609144621572289880258182545180325707018860872113128079512233426288368622321503775666622503982534335974568884423900265498198385487948292206894721689831099698365846814022854243330660339850886445804001034933970427567186443383770486037861622771738545623065874679014086723327636718751234567890123456789012345678901e-308",
                "1e-400",
                "1e-999999999999"
            })
    void readsAsTheJdkDoes(String text) {
        assertEquals(bits(Double.parseDouble(text)), bits(parse(text)), text);
    }

    @Test
    void readsEveryBitPatternBackFromItsDigits() {
        Random random = new Random(GeneratedCases.SEED);
        for (int i = 0; i < GeneratedCases.of(400_000); i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                check(Double.toString(value).toLowerCase(Locale.ROOT));
            }
        }
    }

    @Test
    void roundsDigitsThatAreNotTheShortest() {
        Random random = new Random(GeneratedCases.SEED);
        for (int i = 0; i < GeneratedCases.of(400_000); i++) {
            StringBuilder text = new StringBuilder();
            int digits = 1 + random.nextInt(24);
            for (int d = 0; d < digits; d++) {
                text.append((char) ('0' + (d == 0 ? 1 + random.nextInt(9) : random.nextInt(10))));
            }
            if (random.nextBoolean()) {
                text.insert(1 + random.nextInt(digits), '.');
                if (text.charAt(text.length() - 1) == '.') {
                    text.append('5');
                }
            }
            int range = random.nextBoolean() ? 30 : 340;
            text.append('e').append(random.nextInt(2 * range) - range);
            check(text.toString());
        }
    }

    @Test
    void breaksTiesAtTheExactHalfWayToEven() {
        Random random = new Random(GeneratedCases.SEED);
        for (int i = 0; i < GeneratedCases.of(20_000); i++) {
            double value = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
            double next = Math.nextUp(value);
            if (!Double.isFinite(next)) {
                continue;
            }
            BigDecimal half = new BigDecimal(value).add(new BigDecimal(next)).divide(BigDecimal.valueOf(2));
            check(plain(half));
            BigDecimal little = half.ulp().scaleByPowerOfTen(-random.nextInt(60));
            check(plain(half.add(little)));
            check(plain(half.subtract(little)));
        }
    }

    /** All digits, with an exponent; BigDecimal writes 1E+5, which is JSON too. */
    private static String plain(BigDecimal value) {
        return value.unscaledValue() + "e" + -value.scale();
    }

    private void check(String text) {
        double expected = Double.parseDouble(text);
        double actual = parse(text);
        if (bits(expected) != bits(actual)) {
            fail("seed " + GeneratedCases.SEED + ": " + text + " should be " + expected + " but is " + actual);
        }
    }

    private double parse(String text) {
        byte[] bytes = (" " + text + ",").getBytes(StandardCharsets.US_ASCII);
        assertEquals(bytes.length - 1, number.scan(bytes, 1, bytes.length), text);
        return parser.toDouble(number);
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }
}
