package dev.otlp2parquet.aws.sign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.testkit.Seeds;
import java.time.Instant;
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

    @Test
    void otherTextsAreNoDates() {
        assertEquals(-1, Dates.imfFixdate(""));
        assertEquals(-1, Dates.imfFixdate("Sunday, 06-Nov-94 08:49:37 GMT"));
        assertEquals(-1, Dates.imfFixdate("Sun, 06 nov 1994 08:49:37 GMT"));
        assertEquals(-1, Dates.imfFixdate("Sun, 06 Nov 1994 08:4x:37 GMT"));
        assertEquals(784_111_777_000L, Dates.imfFixdate("Sun, 06 Nov 1994 08:49:37 GMT"));
    }
}
