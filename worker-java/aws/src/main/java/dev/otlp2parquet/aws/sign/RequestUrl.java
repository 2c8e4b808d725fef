package dev.otlp2parquet.aws.sign;

import dev.otlp2parquet.platform.text.UrlEncoding;
import java.util.ArrayList;
import java.util.List;

/** The parts of a request's address as a signature sees them. */
final class RequestUrl {

    private RequestUrl() {}

    /** Returns the host without the default port, as clients send the header {@code host}. */
    static String host(String url) {
        int start = hostStart(url);
        String host = url.substring(start, end(url, start, "/?#"));
        String defaultPort = url.startsWith("https") ? ":443" : ":80";
        return host.endsWith(defaultPort) ? host.substring(0, host.length() - defaultPort.length()) : host;
    }

    /** Returns the path as it is encoded; begins with a slash. */
    static String path(String url) {
        int start = end(url, hostStart(url), "/?#");
        int end = end(url, start, "?#");
        return start == end ? "/" : url.substring(start, end);
    }

    /** Returns the query with every name and value encoded alike, sorted by name, then by value. */
    static String canonicalQuery(String url) {
        List<String> parameters = new ArrayList<>();
        int from = end(url, 0, "?#");
        int queryEnd = end(url, from, "#");
        while (from < queryEnd) {
            int nameEnd = end(url, from + 1, "&=#");
            int end = end(url, nameEnd, "&#");
            if (end > from + 1) {
                String value = nameEnd == end ? "" : url.substring(nameEnd + 1, end);
                // A space is less than all characters of what is encoded, so names decide before values.
                parameters.add(recoded(url.substring(from + 1, nameEnd)) + " " + recoded(value));
            }
            from = end;
        }
        parameters.sort(null);
        return String.join("&", parameters).replace(' ', '=');
    }

    private static int hostStart(String url) {
        return url.indexOf("://") + 3;
    }

    /** Returns the position of the first of some characters, or of the end. */
    private static int end(String url, int from, String characters) {
        int at = from;
        while (at < url.length() && characters.indexOf(url.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static String recoded(String part) {
        return UrlEncoding.encode(UrlEncoding.decodeForm(part));
    }
}
