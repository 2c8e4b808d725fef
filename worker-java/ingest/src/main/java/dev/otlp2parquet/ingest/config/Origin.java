package dev.otlp2parquet.ingest.config;

import dev.otlp2parquet.ingest.text.Ascii;

/** Origins as browsers serialize them: {@code scheme://host[:port]} in lower case. */
final class Origin {

    private Origin() {}

    /**
     * The origin as browsers send it, with {@code *} as the whole of it or as the first label of its host; null if it
     * is none.
     */
    static String normalized(String text) {
        if (text.equals("*")) {
            return text;
        }
        String origin = Ascii.lowerCase(text);
        String rest;
        if (origin.startsWith("https://")) {
            rest = origin.substring("https://".length());
        } else if (origin.startsWith("http://")) {
            rest = origin.substring("http://".length());
        } else {
            return null;
        }
        if (rest.startsWith("*.")) {
            rest = rest.substring(2);
        }
        return authority(rest) ? origin : null;
    }

    private static boolean authority(String text) {
        boolean port = false;
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            // Colons and brackets inside an address literal belong to the host.
            if (c == ':' && !port && length > 0 && (text.charAt(0) != '[' || text.charAt(i - 1) == ']')) {
                port = true;
                length = 0;
                continue;
            }
            boolean literal = text.charAt(0) == '[' && (c == '[' || c == ']' || c == ':');
            boolean host = Ascii.isLetterOrDigit(c) || c == '-' || c == '.' || literal;
            if (!(port ? digit : host)) {
                return false;
            }
            length++;
        }
        return length > 0;
    }
}
