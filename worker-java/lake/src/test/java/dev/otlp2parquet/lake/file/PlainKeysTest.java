package dev.otlp2parquet.lake.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.otlp.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainKeysTest {

    private static final byte[] HASH = new byte[32];

    static {
        for (int i = 0; i < HASH.length; i++) {
            HASH[i] = (byte) (i * 0x11);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LOGS, logs",
        "TRACES, traces",
        "METRICS_GAUGE, metrics/gauge",
        "METRICS_SUM, metrics/sum",
        "METRICS_HISTOGRAM, metrics/histogram",
        "METRICS_EXPONENTIAL_HISTOGRAM, metrics/exponential_histogram",
        "METRICS_SUMMARY, metrics/summary"
    })
    void eachTableHasItsFolder(Table table, String folder) {
        assertEquals(
                folder + "/cart/year=1970/month=01/day=01/hour=01/3600000000-00112233445566778899aabbccddeeff.parquet",
                new PlainKeys("").key(table, "cart", 1, 3_600_000_000L, ContentNames.BY_CONTENT.name(HASH)));
    }

    @Test
    void aPrefixGoesFirstAndTheServiceIsLeftOutWhereFilesAreNotSplitByIt() {
        assertEquals(
                "a/b/logs/year=1969/month=12/day=31/hour=23/-5-00112233445566778899aabbccddeeff.parquet",
                new PlainKeys("a/b/").key(Table.LOGS, null, -1, -5, ContentNames.BY_CONTENT.name(HASH)));
    }
}
