package dev.otlp2parquet.testkit;

/**
 * Which of many cases a test tries: some by day, all with {@code -Dtest.all=true}, as {@code scripts/test --nightly} sets it. A case
 * is the same by day and at night.
 */
public final class Cases {
    private Cases() {}

    /**
     * Whether a case is tried in this run.
     *
     * @param index of the case, from 0
     * @param every by day, one of so many is tried
     */
    public static boolean tried(int index, int every) {
        return all() || index % every == 0;
    }

    /** How many cases are tried in this run. */
    public static int count(int byDay, int atNight) {
        return all() ? atNight : byDay;
    }

    private static boolean all() {
        return Boolean.getBoolean("test.all");
    }
}
