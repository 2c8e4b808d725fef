package dev.otlp2parquet.testkit;

/**
 * Seeds of generated data. They are the same on every run by default, so a failing test keeps failing.
 * {@code -Dtest.seed=N} runs one seed; {@code -Dtest.seeds=N} adds N new ones that start from the clock. A failing test
 * names its seed.
 */
public final class Seeds {
    private Seeds() {}

    /**
     * Returns the seeds of a test.
     *
     * @param name of the test: the same number gives other data to each test
     * @param count number of seeds by default
     */
    public static long[] of(String name, int count) {
        Long one = Long.getLong("test.seed");
        if (one != null) {
            return new long[] {one};
        }
        int fresh = Integer.getInteger("test.seeds", 0);
        long first = name.hashCode() * 1_000_003L;
        long now = System.nanoTime();
        long[] seeds = new long[count + fresh];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] = i < count ? first + i : now + i;
        }
        return seeds;
    }
}
