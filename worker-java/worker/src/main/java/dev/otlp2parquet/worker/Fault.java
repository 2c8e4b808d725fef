package dev.otlp2parquet.worker;

/** The ways in which a program breaks, for tests of what the host makes of them. */
final class Fault {

    /** Wasm traps, and Java does not notice: an integer division by zero. */
    static final int TRAP = 0;

    /** A Java exception that nothing catches, with a cause. */
    static final int UNCAUGHT = 1;

    /** The stack overflows, which Java does not notice either. */
    static final int STACK_OVERFLOW = 2;

    private Fault() {}

    /** Breaks. The result only keeps the compiler from leaving out what nobody would miss. */
    static int happen(int kind) {
        return switch (kind) {
            case TRAP -> divide(kind);
            case UNCAUGHT -> fail();
            case STACK_OVERFLOW -> recurse(kind);
            default -> throw new IllegalArgumentException("no fault of kind " + kind);
        };
    }

    private static int divide(int zero) {
        return 1 / zero;
    }

    private static int fail() {
        try {
            throw new IllegalArgumentException("the cause");
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("a fault on request", e);
        }
    }

    private static int recurse(int depth) {
        return depth < 0 ? 0 : 1 + recurse(depth + 1) * 3;
    }
}
