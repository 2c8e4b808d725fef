package dev.otlp2parquet.aws.sign;

/** Texts in one line, as a signature sees the value of a header, and as a log has the message of a server. */
public final class OneLine {

    private OneLine() {}

    /**
     * Returns a text with one space in place of spaces and control characters, and without them at its ends.
     *
     * @param maxLength the rest is cut off
     */
    public static String of(String text, int maxLength) {
        StringBuilder out = new StringBuilder();
        boolean afterBlank = false;
        for (int i = 0; i < text.length() && out.length() < maxLength; i++) {
            char c = text.charAt(i);
            // The last two are line and paragraph separator.
            if (c <= ' ' || (c >= 0x7F && c < 0xA0) || c == '\u2028' || c == '\u2029') {
                afterBlank = true;
                continue;
            }
            if (afterBlank && out.length() > 0) {
                out.append(' ');
            }
            afterBlank = false;
            out.append(c);
        }
        return out.toString();
    }
}
