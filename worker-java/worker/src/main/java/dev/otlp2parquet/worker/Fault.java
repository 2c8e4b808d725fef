package dev.otlp2parquet.worker;

/** Ways in which a program breaks down, for tests of how the host handles them. */
final class Fault {

    /** An integer division by zero. Wasm traps, and Java does not notice. */
    static final int TRAP = 0;

    /** A Java exception with a cause that nothing catches. */
    static final int UNCAUGHT = 1;

    /** A stack overflow. Java does not notice it either. */
    static final int STACK_OVERFLOW = 2;

    private Fault() {}

    /** Breaks down. The result only keeps the compiler from removing unused code. */
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
