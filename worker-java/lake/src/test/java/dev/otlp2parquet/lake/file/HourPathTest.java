package dev.otlp2parquet.lake.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HourPathTest {

    private static final DateTimeFormatter ORACLE =
            DateTimeFormatter.ofPattern("'year='uuuu'/month='MM'/day='dd'/hour='HH");

    @ParameterizedTest
    @CsvSource({
        "0, year=1970/month=01/day=01/hour=00",
        "-1, year=1969/month=12/day=31/hour=23",
        "498873, year=2026/month=11/day=29/hour=09",
        "264383, year=2000/month=02/day=28/hour=23",
        "264384, year=2000/month=02/day=29/hour=00",
        "2562047, year=2262/month=04/day=11/hour=23",
        "70389527, year=9999/month=12/day=31/hour=23",
        "70389528, year=10000/month=01/day=01/hour=00",
        "-17268672, year=0000/month=01/day=01/hour=00",
        "-17268673, year=-0001/month=12/day=31/hour=23"
    })
    void anHourIsAPathOfItsDateInUtc(long hour, String path) {
        assertEquals(path, HourPath.of(hour));
    }

    @Test
    void everyHourAgreesWithJavaTime() {
        Random random = new Random(20261121);
        for (int i = 0; i < 100_000; i++) {
            long hour = random.nextLong(-17_268_672, 70_389_528);
            assertEquals(
                    LocalDateTime.ofEpochSecond(hour * 3600, 0, ZoneOffset.UTC).format(ORACLE),
                    HourPath.of(hour),
                    () -> "hour " + hour);
        }
    }

    @Test
    void theExtremesOfMicrosecondsHavePathsToo() {
        assertEquals("year=294247/month=01/day=10/hour=04", HourPath.of(Long.MAX_VALUE / 3_600_000_000L));
        assertEquals(
                "year=-290308/month=12/day=21/hour=19", HourPath.of(Math.floorDiv(Long.MIN_VALUE, 3_600_000_000L)));
    }
}
