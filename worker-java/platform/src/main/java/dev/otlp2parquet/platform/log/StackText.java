package dev.otlp2parquet.platform.log;

/**
 * Formats a stack as text of bounded length. {@code Throwable.printStackTrace} needs writers and charsets, which take
 * much space in Wasm.
 */
final class StackText {

    private static final int MAX_FRAMES = 40;
    private static final int MAX_CAUSES = 5;

    private StackText() {}

    static String of(Throwable failure) {
        StringBuilder text = new StringBuilder();
        append(text, "", failure);
        for (Throwable suppressed : failure.getSuppressed()) {
            text.append("besides ").append(suppressed).append('\n');
        }
        Throwable cause = failure.getCause();
        for (int depth = 1; cause != null && depth < MAX_CAUSES; depth++) {
            append(text, "caused by ", cause);
            cause = cause.getCause();
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String before, Throwable failure) {
        text.append(before).append(failure).append('\n');
        StackTraceElement[] frames = failure.getStackTrace();
        for (int i = 0; i < frames.length && i < MAX_FRAMES; i++) {
            text.append("  at ").append(frames[i]).append('\n');
        }
    }
}
