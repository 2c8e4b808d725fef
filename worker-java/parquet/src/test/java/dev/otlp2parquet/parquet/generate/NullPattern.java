package dev.otlp2parquet.parquet.generate;

import java.util.SplittableRandom;

/** Where the nulls of an optional field lie: each pattern is another shape of definition levels. */
public enum NullPattern {
    NONE,
    ALL,
    FIRST_ONLY,
    ALL_BUT_FIRST,
    ALTERNATING,
    /** Runs of up to 40 equal levels: some are longer than the 8 values from which on run-length coding pays. */
    RUNS,
    RANDOM;

    /** Decides about one slot after the other; keep one for each field. */
    Slots slots(SplittableRandom random) {
        return new Slots(this, random);
    }

    /** The state of a pattern along a field. */
    static final class Slots {
        private final NullPattern pattern;
        private final SplittableRandom random;
        private int slot;
        private int runEnd;
        private boolean runIsNull;

        private Slots(NullPattern pattern, SplittableRandom random) {
            this.pattern = pattern;
            this.random = random;
        }

        boolean nextIsNull() {
            int at = slot++;
            return switch (pattern) {
                case NONE -> false;
                case ALL -> true;
                case FIRST_ONLY -> at == 0;
                case ALL_BUT_FIRST -> at != 0;
                case ALTERNATING -> at % 2 == 0;
                case RANDOM -> random.nextInt(3) == 0;
                case RUNS -> {
                    if (at == runEnd) {
                        runEnd = at + 1 + random.nextInt(40);
                        runIsNull = !runIsNull;
                    }
                    yield runIsNull;
                }
            };
        }
    }
}
