package dev.otlp2parquet.ingest.config;

import java.util.ArrayList;
import java.util.List;

/** Earlier names of variables, which work as well. */
public final class Aliases {

    /** Earlier and present names, in turn. */
    private static final String[] NAMES = {
        "OTLP2PARQUET_ICEBERG_REST_URI", "OTLP2PARQUET_CATALOG_URI",
        "OTLP2PARQUET_ICEBERG_WAREHOUSE", "OTLP2PARQUET_CATALOG_WAREHOUSE",
        "OTLP2PARQUET_ICEBERG_NAMESPACE", "OTLP2PARQUET_NAMESPACE",
        "OTLP2PARQUET_ICEBERG_BUCKET_ARN", "OTLP2PARQUET_S3_TABLES_ARN",
        "OTLP2PARQUET_R2_BUCKET", "OTLP2PARQUET_R2_BUCKET_NAME",
        "OTLP2PARQUET_R2_ACCESS_KEY_ID", "OTLP2PARQUET_S3_ACCESS_KEY_ID",
        "OTLP2PARQUET_R2_SECRET_ACCESS_KEY", "OTLP2PARQUET_S3_SECRET_ACCESS_KEY"
    };

    private Aliases() {}

    /** All earlier names. */
    public static List<String> earlierNames() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < NAMES.length; i += 2) {
            names.add(NAMES[i]);
        }
        return names;
    }

    /** The present name of a variable with an earlier one; null for any other. */
    public static String presentName(String earlier) {
        for (int i = 0; i < NAMES.length; i += 2) {
            if (NAMES[i].equals(earlier)) {
                return NAMES[i + 1];
            }
        }
        return null;
    }

    /** What to say of an earlier name, with a description of it. */
    public static String warning(String named, String present) {
        return named + " is the earlier name of " + present + "; use that";
    }
}
