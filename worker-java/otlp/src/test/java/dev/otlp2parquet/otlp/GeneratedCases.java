package dev.otlp2parquet.otlp;

/**
 * How many generated cases a test tries. A tenth of them is enough every day; {@code -Dotlp.seeds=1000}, as {@code scripts/test
 * --nightly} sets it, tries all. The cases of one seed come in one order, so that those of the day are the first of the night.
 */
public final class GeneratedCases {
    /** Of all tests that try one sequence of cases. */
    public static final long SEED = 20_261_121;

    private static final int ALL = 1000;

    private GeneratedCases() {}

    /** How many of {@code all} cases are tried in this run. */
    public static int of(int all) {
        return Math.toIntExact((long) all * Integer.getInteger("otlp.seeds", ALL / 10) / ALL);
    }
}
