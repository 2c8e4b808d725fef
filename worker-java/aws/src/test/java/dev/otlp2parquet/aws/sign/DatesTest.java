package dev.otlp2parquet.aws.sign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.testkit.Seeds;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Dates, against those of the JDK. */
class DatesTest {

    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    @Test
    void datesAreThoseOfTheJdk() {
        for (long seed : Seeds.of("dates", 4)) {
            Random random = new Random(seed);
            for (int i = 0; i < 2_000; i++) {
                Instant time = Instant.ofEpochSecond(random.nextLong(4_102_444_800L));
                assertEquals(BASIC.format(time), Dates.basic(time.toEpochMilli() + random.nextInt(1000)));
                assertEquals(time.toEpochMilli(), Dates.imfFixdate(IMF_FIXDATE.format(time)));
            }
        }
    }

    /** The seconds on both sides of each day around leap days and the ends of years, in all kinds of years. */
    @Test
    void boundariesOfDaysMonthsAndYearsAreThoseOfTheJdk() {
        for (int year :
                new int[] {1970, 1971, 1972, 1999, 2000, 2001, 2023, 2024, 2026, 2096, 2099, 2100, 2101, 2400, 9999}) {
            for (int month = 1; month <= 12; month++) {
                Instant first = LocalDate.of(year, month, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
                assertBothWays(first);
                // HTTP's dates begin with 1970.
                if (first.getEpochSecond() > 0) {
                    assertBothWays(first.minusSeconds(1));
                }
            }
            Instant march = LocalDate.of(year, 3, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
            assertBothWays(march.minusSeconds(86_400));
            assertBothWays(march.minusSeconds(86_401));
        }
        assertEquals(
                "99991231T235959Z",
                Dates.basic(Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli()));
        assertEquals("19691231T235959Z", Dates.basic(-1));
    }

    private static void assertBothWays(Instant time) {
        assertEquals(BASIC.format(time), Dates.basic(time.toEpochMilli()));
        assertEquals(BASIC.format(time), Dates.basic(time.toEpochMilli() + 999));
        assertEquals(time.toEpochMilli(), Dates.imfFixdate(IMF_FIXDATE.format(time)), time::toString);
    }

    @Test
    void otherTextsAreNoDates() {
        assertEquals(-1, Dates.imfFixdate(""));
        assertEquals(-1, Dates.imfFixdate("Sunday, 06-Nov-94 08:49:37 GMT"));
        assertEquals(-1, Dates.imfFixdate("Sun, 06 nov 1994 08:49:37 GMT"));
        assertEquals(-1, Dates.imfFixdate("Sun, 06 Nov 1994 08:4x:37 GMT"));
        assertEquals(784_111_777_000L, Dates.imfFixdate("Sun, 06 Nov 1994 08:49:37 GMT"));
    }
}
