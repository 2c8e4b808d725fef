package dev.otlp2parquet.iceberg.io;

/**
 * Checks paths that come from a catalog and become part of a URL or of a key in a bucket. A path must not lead
 * elsewhere, whatever the parties on the way decode or normalize.
 */
public final class PathSegments {

    private PathSegments() {}

    /**
     * Returns what is wrong with a path, or null. Segments must not be empty, {@code .} or {@code ..}, even if they are
     * percent-encoded once or several times. A path contains no control characters and no backslashes, which some
     * programs take for slashes.
     *
     * @param path without a slash at its beginning or end
     */
    public static String problem(String path) {
        StringBuilder segment = new StringBuilder();
        for (int i = 0; i <= path.length(); i++) {
            char c = i == path.length() ? '/' : path.charAt(i);
            if (c < ' ' || c == 0x7F || (c >= 0x80 && c <= 0x9F)) {
                return "it has a control character";
            }
            if (c == '\\') {
                return "it has a backslash";
            }
            if (c != '/') {
                segment.append(c);
                continue;
            }
            String problem = segmentProblem(segment.toString());
            if (problem != null) {
                return problem;
            }
            segment.setLength(0);
        }
        return null;
    }

    private static String segmentProblem(String segment) {
        if (segment.isEmpty()) {
            return "it has an empty segment";
        }
        String decoded = segment;
        for (String before = ""; !before.equals(decoded); ) {
            before = decoded;
            decoded = decoded(before);
        }
        // 0xC0 and 0xC1 are no UTF-8: with them some decoders read a dot or a slash in two octets.
        if (decoded.contains("%c0") || decoded.contains("%C0") || decoded.contains("%c1") || decoded.contains("%C1")) {
            return "it has the segment " + segment;
        }
        if (decoded.equals(".") || decoded.equals("..")) {
            return "it has the segment " + segment;
        }
        // An encoded slash may become one: what is between such slashes is held to the same.
        if (!decoded.equals(segment)) {
            for (int i = 0; i < decoded.length(); i++) {
                char c = decoded.charAt(i);
                if (c < ' ' || c == 0x7F || c == '\\') {
                    return "it has an encoded control character or backslash";
                }
            }
            if (decoded.indexOf('/') >= 0 && problem(decoded) != null) {
                return "it has the segment " + segment;
            }
        }
        return null;
    }

    /** Decodes percent-encoded ASCII characters. */
    private static String decoded(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            int high = text.charAt(i) == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high >= 0 && high < 8 ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                out.append((char) (high << 4 | low));
                i += 2;
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }
}
