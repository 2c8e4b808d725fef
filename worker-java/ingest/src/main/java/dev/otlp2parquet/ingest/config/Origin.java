package dev.otlp2parquet.ingest.config;

import dev.otlp2parquet.platform.text.Ascii;

/** Origins as browsers serialize them: {@code scheme://host[:port]} in lower case. */
final class Origin {

    private Origin() {}

    /**
     * The origin as browsers send it. It may be {@code *}, or have {@code *} as the first label of its host. Null if it is
     * not an origin.
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
            // A wildcard below a name, not below an address: others own the other addresses.
            int colon = rest.indexOf(':');
            String domain = rest.substring(2, colon < 0 ? rest.length() : colon);
            if (!labels(domain) || isNumber(domain.substring(domain.lastIndexOf('.') + 1))) {
                return null;
            }
            rest = rest.substring(2);
        }
        return authority(rest) ? origin : null;
    }

    /** Whether a text consists of labels of a host name in lower case, separated by dots. */
    static boolean labels(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (length == 0) {
                    return false;
                }
                length = 0;
            } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
                length++;
            } else {
                return false;
            }
        }
        return length > 0;
    }

    private static boolean isNumber(String label) {
        for (int i = 0; i < label.length(); i++) {
            if (label.charAt(i) < '0' || label.charAt(i) > '9') {
                return false;
            }
        }
        return true;
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
