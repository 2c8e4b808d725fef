package dev.otlp2parquet.lake.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.table.TableShape;
import dev.otlp2parquet.table.TimestampUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainKeysTest {

    private static TableShape table(String folder) {
        Schema schema = new Schema(
                "t",
                List.of(
                        Field.timestampMicros("Time", Repetition.REQUIRED, 1),
                        Field.string("Service", Repetition.REQUIRED, 2)));
        return TableShape.builder("t", schema)
                .folder(folder)
                .timestamp("Time", TimestampUnit.MICROS)
                .key("Service")
                .build();
    }

    @Test
    void aKeySaysFolderServiceHourAndFirstTimestamp() {
        assertEquals(
                "metrics/gauge/cart/year=1970/month=01/day=01/hour=01/3600000000-0011.parquet",
                new PlainKeys("").key(table("metrics/gauge"), "cart", 1, 3_600_000_000L, "0011"));
    }

    @Test
    void aPrefixGoesFirstAndTheServiceIsLeftOutWhereFilesAreNotSplitByIt() {
        assertEquals(
                "a/b/logs/year=1969/month=12/day=31/hour=23/-5-0011.parquet",
                new PlainKeys("a/b/").key(table("logs"), null, -1, -5, "0011"));
    }
}
