package dev.otlp2parquet.ingest.log;

/** A stack as text, bounded; {@code Throwable.printStackTrace} needs writers and charsets that are dear in Wasm. */
final class StackText {

    private static final int MAX_FRAMES = 40;
    private static final int MAX_CAUSES = 5;

    private StackText() {}

    static String of(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Throwable current = failure;
        for (int depth = 0; current != null && depth < MAX_CAUSES; depth++) {
            text.append(depth == 0 ? "" : "caused by ").append(current).append('\n');
            StackTraceElement[] frames = current.getStackTrace();
            for (int i = 0; i < frames.length && i < MAX_FRAMES; i++) {
                text.append("  at ").append(frames[i]).append('\n');
            }
            current = current.getCause();
        }
        return text.toString();
    }
}
