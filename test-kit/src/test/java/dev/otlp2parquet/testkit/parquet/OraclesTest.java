package dev.otlp2parquet.testkit.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The readers are trusted by every other test, so they are tried on a file that our encoder had no part in. */
class OraclesTest {
    @Test
    void parquetJavaAndDuckDbReadAFileOfDuckDbAlike() {
        String select = """
                SELECT 1::INTEGER AS i, 9007199254740993::BIGINT AS l, true AS b, '-0.0'::DOUBLE AS d, 'nan'::DOUBLE AS n,
                       'grüße' AS s, '\\x00\\xFF'::BLOB AS o, NULL::INTEGER AS z,
                       TIMESTAMPTZ '1969-12-31 23:59:59.999999+00' AS t, 200::UTINYINT AS u,
                       [1, NULL]::BIGINT[] AS li, MAP {'k': 'v', 'a': NULL} AS m,
                       [{'x': 1.5::DOUBLE, 'm': MAP {'q': 2::INTEGER}}, NULL] AS nested""";
        List<Object> expected = Arrays.asList(
                1,
                9007199254740993L,
                true,
                -0.0,
                Double.NaN,
                Bytes.utf8("grüße"),
                Bytes.of(new byte[] {0, -1}),
                null,
                -1L,
                200,
                Arrays.asList(1L, null),
                List.of(new Entry(Bytes.utf8("k"), Bytes.utf8("v")), new Entry(Bytes.utf8("a"), null)),
                Arrays.asList(Struct.of(1.5, List.of(new Entry(Bytes.utf8("q"), 2))), null));
        try (DuckDb duckDb = new DuckDb()) {
            byte[] file = duckDb.write(select);
            ParquetJava parquetJava = ParquetJava.read(file);
            assertEquals(List.of(expected), parquetJava.rows());
            assertEquals(List.of(expected), duckDb.rows(file, parquetJava.schema()));
        }
    }
}
