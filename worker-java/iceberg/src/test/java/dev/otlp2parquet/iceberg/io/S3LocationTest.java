package dev.otlp2parquet.iceberg.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3LocationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../x",
                "..",
                "a/..",
                "a/../b",
                "./a",
                "a/./b",
                "/a",
                "a//b",
                "a//",
                "%2e%2e/x",
                "a/.%2e/x",
                "a/%252E%252e/x",
                "a%2f..%2fx",
                "a\\..\\x",
                "a%5C..%5Cx",
                "a\nb",
                "a%0ab",
                "a\u0085b",
                "a\u007fb",
                "%C0%AE%c0%ae/x"
            })
    void aLocationWhosePathLeadsElsewhereIsRefused(String path) {
        String message = assertThrows(IllegalArgumentException.class, () -> S3Location.parse("s3://telemetry/" + path))
                .getMessage();
        assertTrue(message.contains(" is refused: "), message);
        assertTrue(message.indexOf('\n') < 0, message);
    }

    @Test
    void aPathThatOnlyLooksSoIsNotRefused() {
        for (String key :
                List.of("a/..b/c..d/...", "a/hour=2026-11-28-10/x.parquet", "a/s=%2E%2E/x", "a%20b/100%", "a/b/")) {
            assertEquals(key, S3Location.parse("s3://telemetry/" + key).key());
        }
    }

    @Test
    void aLocationIsABucketAndAKeyOrRefused() {
        assertEquals(
                new S3Location("telemetry", "__r2_data_catalog/w/t/data/a.parquet"),
                S3Location.parse("s3://telemetry/__r2_data_catalog/w/t/data/a.parquet"));
        assertEquals(new S3Location("b", "k"), S3Location.parse("s3a://b/k"));
        assertEquals(new S3Location("b", "k"), S3Location.parse("r2://b/k"));
        for (String elsewhere :
                List.of("s3://telemetry/", "s3://telemetry", "s3:///a", "file:///telemetry/a", "telemetry/a", "")) {
            String message = assertThrows(IllegalArgumentException.class, () -> S3Location.parse(elsewhere))
                    .getMessage();
            assertEquals(
                    "the location " + elsewhere
                            + " is not in a bucket of S3 or R2, the only places that can be written: expected"
                            + " s3://bucket/path",
                    message);
        }
    }
}
