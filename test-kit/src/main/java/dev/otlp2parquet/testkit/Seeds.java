package dev.otlp2parquet.testkit;

/**
 * Seeds of generated data. By default always the same ones, so that a red test stays red; {@code -Dtest.seed=N} runs one alone,
 * {@code -Dtest.seeds=N} runs N fresh ones that start from the clock. A test names the seed when it fails.
 */
public final class Seeds {
    private Seeds() {}

    /**
     * The seeds of a test.
     *
     * @param name the same number means other data to each test
     * @param count how many when nothing else is asked for
     */
    public static long[] of(String name, int count) {
        Long one = Long.getLong("test.seed");
        if (one != null) {
            return new long[] {one};
        }
        Integer fresh = Integer.getInteger("test.seeds");
        long first = fresh == null ? name.hashCode() * 1_000_003L : System.nanoTime();
        long[] seeds = new long[fresh == null ? count : fresh];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] = first + i;
        }
        return seeds;
    }
}
